using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>export</c> and <c>sample</c> on a run of images.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRun _run;

    public ModelCommandTests()
    {
        _run = new TestRun(_folder["run"], TinyPresets.Images(), images: 10);
        _run.TrainTo(4);
        CommandRun.Good("export", "--run", _folder["run"], "--output", _folder["model/generator.onnx"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Export_gives_the_run_s_generator_and_says_so()
    {
        var output = CommandRun.Good("export", "--run", _folder["run"], "--output", _folder["again/g.onnx"]);

        Assert.Equal(
            $"{_folder["again/g.onnx"]}: {new FileInfo(_run.Folder.Generator).Length / 1024} KB, "
            + "generator of 'tiny-images' after 4 steps.\n",
            output);
        Assert.Equal(File.ReadAllBytes(_run.Folder.Generator), File.ReadAllBytes(_folder["again/g.onnx"]));
        Assert.Equal(File.ReadAllText(_folder["run/manifest.json"]), File.ReadAllText(_folder["again/manifest.json"]));
    }

    [Fact]
    public void Png_is_a_near_square_grid_of_what_the_generator_draws()
    {
        var output = Sample("x.png", "--count", "7", "--seed", "3");

        Assert.Equal($"{_folder["x.png"]}: 7 images of 'tiny-images', seed 3.\n", output);
        var picture = PngReader.Read(_folder["x.png"]);
        Assert.Equal((84, 84), (picture.Width, picture.Height));
        Assert.Equal(new ImageGrid(3).Draw(Images(7, 3), 28, 28).Pixels.ToArray(), picture.Pixels.ToArray());
    }

    [Fact]
    public void Npy_holds_the_images_as_they_are()
    {
        Sample("x.npy", "--count", "3", "--seed", "3", "--latents", _folder["z.npy"]);

        Assert.Equal(Npy("(3, 1, 28, 28)", Images(3, 3)), File.ReadAllBytes(_folder["x.npy"]));
        var latents = new float[9];
        for (var k = 0; k < 3; k++)
        {
            new UniformLatent(-1, 1).Fill(latents.AsSpan(3 * k, 3), new RandomStream(3, Streams.Serving), (ulong)k);
        }

        Assert.Equal(Npy("(3, 3)", latents), File.ReadAllBytes(_folder["z.npy"]));
    }

    [Fact]
    public void Idx_holds_the_images_as_grey_levels()
    {
        Sample("x.idx", "--count", "3", "--seed", "3");

        var idx = IdxFile.Read(_folder["x.idx"]);
        Assert.Equal([3, 28, 28], idx.Shape);
        var greys = new byte[3 * 784];
        ImageGrid.Quantize(Images(3, 3), greys);
        Assert.Equal(greys, idx.Elements.ToArray());
    }

    [Fact]
    public void Idx_folder_is_an_mnist_of_generated_images()
    {
        var output = Sample("mnist", "--format", "idx", "--count", "1100", "--seed", "3");

        Assert.Equal($"{_folder["mnist"]}: 1100 images of 'tiny-images', seed 3.\n", output);
        Assert.Equal(["train-images-idx3-ubyte"], Directory.GetFiles(_folder["mnist"]).Select(file => Path.GetFileName(file)));
        var idx = IdxFile.Read(_folder["mnist/train-images-idx3-ubyte"]);
        Assert.Equal([1100, 28, 28], idx.Shape);
        var greys = new byte[1100 * 784];
        ImageGrid.Quantize(Images(1100, 3), greys);
        Assert.Equal(greys, idx.Elements.ToArray());
    }

    [Fact]
    public void Image_is_the_same_whatever_the_count()
    {
        Sample("few", "--format", "idx", "--count", "5");
        Sample("many", "--format", "idx", "--count", "600");

        var (few, many) = (IdxFile.Read(_folder["few/train-images-idx3-ubyte"]), IdxFile.Read(_folder["many/train-images-idx3-ubyte"]));
        Assert.Equal(few.Elements.ToArray(), many.Elements[..(5 * 784)].ToArray());
    }

    [Theory]
    [InlineData("idx", "x.idx")]
    [InlineData("png", "picture")]
    [InlineData("npy", "numbers")]
    public void Format_that_is_given_decides(string format, string file)
    {
        Sample(file, "--format", format, "--count", "3");
        Sample($"y.{format}", "--count", "3");

        Assert.Equal(File.ReadAllBytes(_folder[$"y.{format}"]), File.ReadAllBytes(_folder[file]));
    }

    [Fact]
    public void Interpolation_is_an_animation_that_begins_with_the_images_of_the_seed()
    {
        var output = Sample("walk.png", "--interpolate", "--count", "3", "--frames", "4", "--walks", "9", "--seed", "5");

        Assert.Equal($"{_folder["walk.png"]}: 12 frames between 3 latents, 9 walks of 'tiny-images', seed 5.\n", output);
        Assert.Equal(new ImageGrid(3, 2).Draw(Images(9, 5), 28, 28).Pixels.ToArray(), PngReader.Read(_folder["walk.png"]).Pixels.ToArray());
        Assert.Equal(12, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(_folder["walk.png"])).Split("fcTL").Length - 1);
    }

    [Theory]
    [InlineData("--frames says how to animate", "--output", "x.png", "--frames", "3")]
    [InlineData("--walks says how to animate", "--output", "x.png", "--walks", "3")]
    [InlineData("--format idx holds no animation", "--output", "x.png", "--interpolate", "--format", "idx")]
    [InlineData("--latents writes those of single images", "--output", "x.png", "--interpolate", "--latents", "z.npy")]
    [InlineData(
        "--count 100 times --frames 100 is more than 2000 frames",
        "--output", "x.png", "--interpolate", "--count", "100", "--frames", "100")]
    [InlineData("--output must name a file that ends in .png or .apng", "--output", "x.gif", "--interpolate")]
    [InlineData("--format must be one of auto, png, npy, idx", "--output", "x.png", "--format", "jpg")]
    public void What_does_not_go_together_is_refused(string message, params string[] options) =>
        Assert.StartsWith(message, CommandRun.Mistake(["sample", "--model", _folder["model"], .. options]));

    [Fact]
    public void Sixteen_images_of_seed_0_come_unasked()
    {
        Sample("x.idx");
        Sample("y.idx", "--count", "16", "--seed", "0");

        Assert.Equal(File.ReadAllBytes(_folder["y.idx"]), File.ReadAllBytes(_folder["x.idx"]));
    }

    [Fact]
    public void Extension_may_be_in_capitals()
    {
        Sample("x.PNG");

        Assert.Equal(112, PngReader.Read(_folder["x.PNG"]).Width);
    }

    [Fact]
    public void Model_of_numbers_is_refused()
    {
        CommandRun.Good("train", "--preset", "gaussian-1d", "--run", _folder["numbers"], "--steps", "1");

        Assert.Contains("makes no images", CommandRun.Mistake("sample", "--model", _folder["numbers"], "--output", _folder["x.png"]));
    }

    [Fact]
    public void Damaged_model_is_refused()
    {
        using (var file = File.OpenWrite(_folder["model/generator.onnx"]))
        {
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte(0x55);
        }

        Assert.Contains("SHA-256", CommandRun.Mistake("sample", "--model", _folder["model"], "--output", _folder["x.png"]));
        Assert.False(File.Exists(_folder["x.png"]));
    }

    private static byte[] Npy(string shape, float[] numbers)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}";
        header = header.PadRight(((header.Length + 10 + 1 + 63) / 64 * 64) - 10 - 1) + "\n";
        return
        [
            0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. System.Text.Encoding.ASCII.GetBytes(header),
            .. System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()),
        ];
    }

    private string Sample(string file, params string[] options) =>
        CommandRun.Good(["sample", "--model", _folder["model"], "--output", _folder[file], .. options]);

    private float[] Images(int count, ulong seed)
    {
        using var generator = FrozenGenerator.Load(_folder["model"], 1);
        return generator.Generate(count, seed);
    }
}
