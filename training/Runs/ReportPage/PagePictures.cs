using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>The parts of the page that show what the generator makes.</summary>
internal static class PagePictures
{
    /// <summary>Grids within the page: some 20 KB each.</summary>
    public const int MostGrids = 40;

    private const string SliderHint =
        "The same latents every time, so each place shows one image as it changes. Left and right arrow keys move the slider.";

    private const string DistributionsHint =
        "Goodfellow et al. 2014, figure 1: as the samples become like the data, the discriminator can only answer one half.";

    private const string NearestAlt = "Generated images beside their nearest neighbours in the training data";

    /// <summary>The grids that the slider walks over.</summary>
    public static IReadOnlyList<PageGrid> Grids(RunFolder folder, IReadOnlyList<MetricsLine> lines)
    {
        MetricsLine[] drawn = [.. lines.Where(line => File.Exists(folder.Grid(line)))];
        return
        [
            .. Html.Spread(drawn, MostGrids).Select(line => new PageGrid(
                PageCurves.Title(line, line),
                $"iteration {Html.Whole(line.Step)} · {Html.Whole(line.Images)} images seen",
                Html.DataUri(folder.Grid(line)))),
        ];
    }

    /// <summary>The sections for what there is: grids, distributions, nearest neighbours.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="grids">The grids that the slider walks over.</param>
    /// <param name="classNames">A name for each column of a grid; null where they have none.</param>
    public static string Sections(RunFolder folder, IReadOnlyList<PageGrid> grids, IReadOnlyList<string>? classNames) => string.Concat(
        grids.Count > 0 ? Viewer(grids, classNames) : "",
        File.Exists(folder.DistributionPlot) ? Distributions(File.ReadAllText(folder.DistributionPlot)) : "",
        File.Exists(folder.Nearest) ? Nearest(folder.Nearest) : "");

    private static string Viewer(IReadOnlyList<PageGrid> grids, IReadOnlyList<string>? classNames) => $"""
        <section aria-labelledby="samples">
        <h2 id="samples">Samples</h2>
        <div class="viewer">
        <img id="picture" src="{grids[^1].Src}" alt="Generated images, {Html.Text(grids[^1].Title)}">
        <div>
        <output id="grid-title" for="grid">{Html.Text(grids[^1].Title)}</output>
        <p class="where" id="grid-where">{Html.Text(grids[^1].Where)}</p>
        <input type="range" id="grid" min="0" max="{grids.Count - 1}" value="{grids.Count - 1}" step="1" aria-label="Epoch of the samples">
        <div class="ends" aria-hidden="true"><span>{Html.Text(grids[0].Title)}</span><span>{Html.Text(grids[^1].Title)}</span></div>
        <button type="button" id="play">Play</button>
        <p class="hint">{SliderHint}{Columns(classNames)}</p>
        </div>
        </div>
        </section>

        """;

    private static string Columns(IReadOnlyList<string>? classNames) =>
        classNames is null ? "" : Html.Text($" The columns are {string.Join(", ", classNames)}.");

    private static string Distributions(string svg) => $"""
        <section aria-labelledby="distributions">
        <h2 id="distributions">Distributions</h2>
        <p class="hint">{DistributionsHint}</p>
        <div class="scroll plot" role="region" aria-label="Plot of the distributions" tabindex="0">
        {svg}
        </div>
        </section>

        """;

    private static string Nearest(string path) => $"""
        <section aria-labelledby="nearest">
        <h2 id="nearest">Nearest neighbours</h2>
        <p class="hint">Generated images beside the training images that are most like them. Copies would be the same.</p>
        <img class="still" id="nearest-picture" src="{Html.DataUri(path)}" alt="{NearestAlt}">
        </section>

        """;
}

/// <summary>A grid of samples.</summary>
/// <param name="Title">The epoch.</param>
/// <param name="Where">Iterations and images.</param>
/// <param name="Src">The PNG as a data URI.</param>
internal sealed record PageGrid(string Title, string Where, string Src);
