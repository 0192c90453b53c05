"""The training program on a terminal of our own making: what it shows in few columns, and what it does when the terminal goes.

terminal.py WIDTH NEW_WIDTH SECONDS COMMAND...   prints the first line of each redraw; the width changes after half of the time
terminal.py hang-up SECONDS COMMAND...           closes the terminal after that time and waits for the program's end
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time


def resize(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))


def start(columns, command):
    process, terminal = pty.fork()
    if process == 0:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    resize(terminal, columns)
    return process, terminal


def read_until(terminal, end):
    text = b""
    while (left := end - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            text += os.read(terminal, 65536)
        except OSError:
            break
    return text.decode(errors="replace")


def watch(first, second, seconds, command):
    process, terminal = start(first, command)
    begin = time.monotonic()
    for columns, moment in ((first, begin + seconds / 2), (second, begin + seconds)):
        resize(terminal, columns)
        text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", read_until(terminal, moment))
        lines = [line.rstrip() for line in re.split(r"[\r\n]+", text) if re.search(r"\d %", line)]
        for line in lines[-3:]:
            print(f"{columns} {len(line)} {line}")
    os.kill(process, signal.SIGTERM)
    read_until(terminal, time.monotonic() + 20)
    os.waitpid(process, 0)


def hang_up(seconds, command):
    process, terminal = start(80, command)
    read_until(terminal, time.monotonic() + seconds)
    os.close(terminal)
    for _ in range(300):
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            print("exit code", os.waitstatus_to_exitcode(status))
            return
        time.sleep(0.1)
    os.kill(process, signal.SIGKILL)
    sys.exit("the program went on without its terminal")


if sys.argv[1] == "hang-up":
    hang_up(float(sys.argv[2]), sys.argv[3:])
else:
    watch(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
