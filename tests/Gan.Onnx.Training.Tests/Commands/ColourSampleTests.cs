using System.Security.Cryptography;
using System.Text;
using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>sample</c> of a generator in colour, 20 rows of 32 pixels (make_models.py beside the server's tests).</summary>
public sealed class ColourSampleTests : IDisposable
{
    private const int Values = 3 * 20 * 32;
    private readonly TemporaryFolder _folder = new();
    private readonly FrozenGenerator _generator;

    public ColourSampleTests()
    {
        var model = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Commands", "colour.onnx"));
        Directory.CreateDirectory(_folder["model"]);
        File.WriteAllBytes(_folder["model/generator.onnx"], model);
        new Manifest(Convert.ToHexStringLower(SHA256.HashData(model)), "fixture", 4, new NormalLatent(0, 1), 3, [3, 20, 32])
            .Write(_folder["model/manifest.json"]);
        _generator = FrozenGenerator.Load(_folder["model"], threads: 1);
    }

    public void Dispose()
    {
        _generator.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Png_is_a_grid_in_colour()
    {
        CommandRun.Good("sample", "--model", _folder["model"], "--output", _folder["x.png"], "--count", "5", "--seed", "3");

        var expected = new ImageGrid(3).Draw(_generator.Generate(5, 3), 32, 20, Picture.Colour);
        Assert.Equal(expected.Pixels.ToArray(), Colours(_folder["x.png"], 96, 40));
    }

    [Fact]
    public void Npy_has_the_model_s_own_shape()
    {
        CommandRun.Good("sample", "--model", _folder["model"], "--output", _folder["x.npy"], "--count", "2", "--seed", "3");

        var file = File.ReadAllBytes(_folder["x.npy"]);
        Assert.Contains("'shape': (2, 3, 20, 32)", Encoding.ASCII.GetString(file, 0, 128));
        Assert.Equal(_generator.Generate(2, 3), System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(file.AsSpan(128)).ToArray());
        Assert.Equal(128 + (2 * Values * sizeof(float)), file.Length);
    }

    [Fact]
    public void A_walk_is_in_colour()
    {
        CommandRun.Good(
            "sample", "--model", _folder["model"], "--output", _folder["walk.png"], "--interpolate", "--count", "2", "--frames", "2",
            "--walks", "1", "--seed", "3");

        var expected = new ImageGrid(1, 2).Draw(_generator.Generate(1, 3), 32, 20, Picture.Colour);
        Assert.Equal(expected.Pixels.ToArray(), Colours(_folder["walk.png"], 64, 40));
    }

    [Theory]
    [InlineData("x.idx", "auto")]
    [InlineData("folder", "idx")]
    public void Idx_is_refused_with_what_holds_colours(string output, string format)
    {
        var message = CommandRun.Mistake("sample", "--model", _folder["model"], "--output", _folder[output], "--format", format);

        Assert.Contains("IDX files are read as grey images [N, height, width], and 'fixture' makes colours [N, 3, 20, 32]", message);
        Assert.Contains("Use .npy or .png.", message);
    }

    private static byte[] Colours(string path, int width, int height)
    {
        using var picture = Image.Load<Rgb24>(path);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        var pixels = new byte[Picture.Colour * width * height];
        picture.CopyPixelDataTo(pixels);
        return pixels;
    }
}
