namespace Gan.Onnx.Graphs.Ops;

/// <summary>One axis of a <c>Resize</c> in any of ONNX's modes, as a matrix [to, from] of the weights that each pixel gives.</summary>
/// <param name="From">Pixels of the original.</param>
/// <param name="To">Pixels of the result.</param>
/// <param name="Scale">The factor that places follow from; To / From unless the file gives another.</param>
/// <param name="Rules">What the node says of all axes.</param>
internal sealed record ResizedAxis(long From, long To, double Scale, ResizeRules Rules)
{
    /// <summary>The weights.</summary>
    /// <exception cref="GraphException">A mode is not known.</exception>
    public double[,] Matrix()
    {
        var matrix = new double[To, From];
        for (var pixel = 0L; pixel < To; pixel++)
        {
            foreach (var (source, weight) in Weights(Place(pixel)))
            {
                matrix[pixel, Math.Clamp(source, 0, From - 1)] += weight;
            }
        }

        return matrix;
    }

    /// <summary>Where a pixel lies in the original.</summary>
    private double Place(long pixel) => Rules.Places switch
    {
        "half_pixel" => ((pixel + 0.5) / Scale) - 0.5,
        "pytorch_half_pixel" => To > 1 ? ((pixel + 0.5) / Scale) - 0.5 : 0,
        "align_corners" => To > 1 ? pixel * (double)(From - 1) / (To - 1) : 0,
        "asymmetric" => pixel / Scale,
        "tf_half_pixel_for_nn" => (pixel + 0.5) / Scale,
        _ => throw new GraphException($"coordinate_transformation_mode {Rules.Places} is not read"),
    };

    private IEnumerable<(long Source, double Weight)> Weights(double place)
    {
        var before = (long)Math.Floor(place);
        var share = place - before;
        return Rules.Mode switch
        {
            "nearest" => [(Nearest(place), 1)],
            "linear" => [(before, 1 - share), (before + 1, share)],
            "cubic" => Cubic(before, share),
            _ => throw new GraphException($"mode {Rules.Mode} is not read"),
        };
    }

    private long Nearest(double place) => (long)(Rules.Nearest switch
    {
        "round_prefer_floor" => Math.Ceiling(place - 0.5),
        "round_prefer_ceil" => Math.Floor(place + 0.5),
        "floor" => Math.Floor(place),
        "ceil" => Math.Ceiling(place),
        _ => throw new GraphException($"nearest_mode {Rules.Nearest} is not read"),
    });

    /// <summary>Keys 1981, equation 4, with the coefficient a; pixels outside count as those at the border, or not at all.</summary>
    private (long Source, double Weight)[] Cubic(long before, double share)
    {
        (long Source, double Weight)[] all =
        [
            .. Enumerable.Range(-1, 4).Select(offset => (before + offset, Kernel(Math.Abs(share - offset), Rules.Cubic))),
        ];
        if (!Rules.ExcludesOutside)
        {
            return all;
        }

        (long Source, double Weight)[] inside = [.. all.Where(pixel => pixel.Source >= 0 && pixel.Source < From)];
        var sum = inside.Sum(pixel => pixel.Weight);
        return [.. inside.Select(pixel => (pixel.Source, pixel.Weight / sum))];
    }

    private static double Kernel(double x, double a) => x switch
    {
        <= 1 => ((((a + 2) * x) - (a + 3)) * x * x) + 1,
        < 2 => (((((a * x) - (5 * a)) * x) + (8 * a)) * x) - (4 * a),
        _ => 0,
    };
}

/// <summary>What a <c>Resize</c> node says of all axes, in ONNX's words.</summary>
/// <param name="Mode">nearest, linear or cubic.</param>
/// <param name="Places">coordinate_transformation_mode.</param>
/// <param name="Nearest">nearest_mode.</param>
/// <param name="Cubic">cubic_coeff_a.</param>
/// <param name="ExcludesOutside">exclude_outside.</param>
internal sealed record ResizeRules(string Mode, string Places, string Nearest, double Cubic, bool ExcludesOutside);
