using System.Net;
using Gan.Onnx.Serving.Tests.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class StartUpTests
{
    [Fact]
    public async Task A_missing_model_ends_the_program_with_one_line_and_code_2()
    {
        var line = await RefusalAsync("--Model:Path=/nowhere/model");

        Assert.StartsWith("Model '/nowhere/model' does not exist. Expected a folder holding generator.onnx and manifest.json", line);
    }

    [Fact]
    public async Task A_damaged_model_ends_the_program_with_one_line_and_code_2()
    {
        using var folder = new ModelFolder();
        var model = File.ReadAllBytes(folder.ModelFile);
        File.WriteAllBytes(folder.ModelFile, model.AsSpan(0, model.Length / 2));

        var line = await RefusalAsync($"--Model:Path={folder.Path}");

        Assert.Contains($"'{folder.ModelFile}' is damaged", line);
        Assert.Matches("expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}", line);
    }

    [Fact]
    public async Task A_truncated_model_with_a_fitting_hash_ends_the_program_with_one_line_and_code_2()
    {
        using var folder = new ModelFolder();
        folder.ReplaceModel(File.ReadAllBytes(folder.ModelFile).AsSpan(0, 700));

        Assert.Contains("cannot be loaded as an ONNX model", await RefusalAsync($"--Model:Path={folder.Path}"));
    }

    [Fact]
    public async Task A_model_that_makes_NaN_ends_the_program_with_one_line_and_code_2()
    {
        using var folder = new ModelFolder("nan");

        Assert.Contains("found NaN", await RefusalAsync($"--Model:Path={folder.Path}"));
    }

    [Fact]
    public async Task A_model_of_single_numbers_ends_the_program_with_one_line_and_code_2()
    {
        using var folder = new ModelFolder("gaussian");

        Assert.Contains("makes no images", await RefusalAsync($"--Model:Path={folder.Path}"));
    }

    [Fact]
    public async Task A_bad_setting_ends_the_program_with_one_line_and_code_2() =>
        Assert.Contains("Setting 'Png:Encoder' must be one of runs, zlib, extensions", await RefusalAsync("--Png:Encoder=gif"));

    [Fact]
    public async Task A_port_in_use_ends_the_program_with_one_line_and_code_2()
    {
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(folder.Path);
        using (server)
        {
            var line = await RefusalAsync($"--Model:Path={folder.Path}", "--urls", address.ToString());

            Assert.Contains("address already in use. Stop the other program, or choose another", line);
        }
    }

    [Fact]
    public async Task A_started_server_serves_checks_itself_and_ends_on_SIGTERM_with_code_0()
    {
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(folder.Path);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            var image = ImageDecoder.Decode(await client.GetByteArrayAsync("/digits?count=4"));
            var (healthy, _, complaint) = await ServerProcess.RunAsync("--healthcheck", "--urls", address.ToString());
            server.Terminate();

            Assert.Equal((56, 56), (image.Width, image.Height));
            Assert.Equal((0, ""), (healthy, complaint));
            Assert.Equal(0, await server.ExitAsync());
            Assert.Contains(folder.ModelFile, server.Output);
        }
    }

    [Fact]
    public async Task A_relative_model_path_starts_where_the_command_is_given()
    {
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(
            Path.GetFileName(folder.Path), workingDirectory: Path.GetDirectoryName(folder.Path));
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            using var response = await client.GetAsync("/healthz/ready");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_health_check_of_a_server_that_does_not_run_ends_with_code_1()
    {
        var (exitCode, _, error) = await ServerProcess.RunAsync("--healthcheck", "--urls", "http://127.0.0.1:9");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("http://127.0.0.1:9/healthz/ready cannot be reached", error);
    }

    private static async Task<string> RefusalAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.DoesNotContain("Exception", output + error);
        return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
