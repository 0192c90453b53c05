"""Markdown tables of what the runs measured. A run is the JSON object that a contestant printed; a list holds one a round."""

from statistics import median

from contestants import OURS, PASSIVE, PYTORCH


def table(headings, rows):
    lines = [f"| {' | '.join(headings)} |", "|---" * len(headings) + "|"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def spread(values, digits):
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def middle(runs, field):
    return median(run[field] for run in runs)


def rates(runs):
    return [run["iterationsPerSecond"] for run in runs]


def speed(results):
    """`results`: runs by contestant, by preset."""

    def row(preset, runs):
        cells = [f"`{preset}`", f"{middle(runs[OURS], 'msPerIteration'):.2f}", spread(rates(runs[OURS]), 1)]
        for name in (PYTORCH, PASSIVE):
            cells += [spread(rates(runs[name]), 1), spread([a / b for a, b in zip(rates(runs[OURS]), rates(runs[name]))], 2)]
        return cells

    headings = ["preset", "ms an iteration", "iterations/s", PYTORCH, "ratio", PASSIVE, "ratio"]
    return table(headings, [row(preset, runs) for preset, runs in results.items()])


def roofline(results):
    def row(preset, runs):
        rounds = runs[OURS]
        reached = [run["gemmGigaflop"] / run["msPerIteration"] * 1000 for run in rounds]
        roofs = [run["roofGigaflopPerSecond"] for run in rounds]
        return [
            f"`{preset}`",
            f"{rounds[0]['gemmGigaflop']:.4g}",
            f"{middle(rounds, 'gemmMilliseconds'):.2f}",
            spread([run["msPerIteration"] / run["gemmMilliseconds"] for run in rounds], 2),
            f"{middle(rounds, 'gemmGigaflopPerSecond'):.0f}",
            f"{median(roofs):.0f}",
            f"{100 * median(run['gemmGigaflopPerSecond'] / roof for run, roof in zip(rounds, roofs)):.0f} %",
            f"{100 * median(rate / roof for rate, roof in zip(reached, roofs)):.0f} %",
        ]

    headings = ["preset", "GFLOP an iteration", "its Gemms alone, ms", "iteration ÷ Gemms", "Gemms, GFLOP/s", "1024³ Gemm, GFLOP/s", "Gemms' share of it", "iteration's share of it"]
    return table(headings, [row(preset, runs) for preset, runs in results.items()])


def memory(results):
    return table(["preset", "most memory, MB"], [[f"`{preset}`", f"{max(run['peakMegabytes'] for run in runs[OURS]):.0f}"] for preset, runs in results.items()])


def growth(what, results, images):
    """`results`: runs by contestant, by the value of `what`; `images`: the batch, by the same."""
    names = list(next(iter(results.values())))

    def row(value, runs):
        times = {name: middle(runs[name], "msPerIteration") for name in names}
        cells = [str(value)]
        for name in names:
            cells += [f"{times[name]:.1f}", f"{1000 * times[name] / images[value]:.0f}"]
        return [*cells, f"{times[PASSIVE] / times[OURS]:.2f}", f"{runs[OURS][0]['gemmGigaflop']:.3g}", f"{middle(runs[OURS], 'gemmGigaflop') / times[OURS] * 1000:.0f}", f"{max(run['peakMegabytes'] for run in runs[OURS]):.0f}"]

    headings = [what]
    for name in names:
        headings += [f"{name}, ms an iteration", "µs an image"]
    return table([*headings, "ratio", "GFLOP an iteration", "GFLOP/s, ours", "most memory, MB"], [row(value, runs) for value, runs in results.items()])


def threads(results):
    """`results`: runs by contestant, by number of threads; the least number is what the others are compared with."""
    names = list(next(iter(results.values())))
    base = results[min(results)]

    def row(count, runs):
        cells = [str(count)]
        for name in names:
            cells += [f"{middle(runs[name], 'msPerIteration'):.1f}", spread([one["msPerIteration"] / run["msPerIteration"] for one, run in zip(base[name], runs[name])], 2)]
        cells += [spread([one["gemmMilliseconds"] / run["gemmMilliseconds"] for one, run in zip(base[OURS], runs[OURS])], 2)]
        return cells

    headings = ["threads"]
    for name in names:
        headings += [f"{name}, ms an iteration", "times as fast as on one"]
    return table([*headings, "of ours, the Gemms alone"], [row(count, runs) for count, runs in results.items()])
