-- Run by wrk (`-s report.lua`): the last line of its output becomes JSON, with the CPU time that the process $SERVER took and the
-- CPU time that the core $CORE gave to anybody, both over exactly the time that wrk sent requests.
local ticks = 100 -- of /proc a second, on every Linux that .NET runs on

local function process_ticks()
  local text = io.open("/proc/" .. os.getenv("SERVER") .. "/stat"):read("*l")
  -- The name in parentheses may hold anything; user and system time are fields 14 and 15, all threads together.
  local n, sum = 2, 0
  for field in text:match("^.*%)(.*)$"):gmatch("%S+") do
    n = n + 1
    if n == 14 or n == 15 then sum = sum + tonumber(field) end
  end
  return sum
end

local function core_ticks()
  for line in io.lines("/proc/stat") do
    local numbers = line:match("^cpu" .. os.getenv("CORE") .. " (.*)$")
    if numbers then
      local n, sum = 0, 0
      for field in numbers:gmatch("%S+") do
        n = n + 1
        -- user, nice, system, interrupts and what the host took; not idle (4) and waiting for disks (5), nor guests (9, 10), which user holds
        if n ~= 4 and n ~= 5 and n < 9 then sum = sum + tonumber(field) end
      end
      return sum
    end
  end
end

local process_before, core_before

function setup(thread)
  process_before, core_before = process_ticks(), core_ticks()
end

function done(summary, latency, requests)
  local cpu, core = (process_ticks() - process_before) / ticks, (core_ticks() - core_before) / ticks
  local errors = summary.errors
  io.write(string.format(
    '{"answers":%d,"refused":%d,"broken":%d,"seconds":%.6f,"cpuSeconds":%.2f,"coreSeconds":%.2f,"medianMs":%.3f,"p99Ms":%.3f,"maxMs":%.3f}\n',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout, summary.duration / 1e6, cpu, core,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
