using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>
/// Mistakes of an operator, one of each kind, made with the program itself: one line, code 2. The whole list is scripts/start-up.sh.
/// </summary>
public sealed class StartUpMistakesTests : IDisposable
{
    private readonly ModelFolder _model = new();

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("", "--ApiKeys=0123456789abcdef", "Setting 'ApiKeys' is unknown. Did you mean 'Access:ApiKeys'?")]
    [InlineData("Acces__ApiKeys=0123456789abcdef", "", "Did you mean 'Access:ApiKeys'?")]
    [InlineData("", "--urls https://127.0.0.1:0", "The server cannot answer https without a certificate.")]
    [InlineData("", "--urls http://192.0.2.1:8080", "The server cannot listen at http://192.0.2.1:8080: this machine has no such address.")]
    [InlineData("prlimit --nofile=200", "", "The limit on open files is 200, and the server needs 320")]
    public async Task Is_told_in_one_line(string before, string arguments, string message) =>
        Assert.Contains(message, await RefusalAsync(Words(before), [.. Words(arguments), $"--Model:Path={_model.Path}"]));

    [Theory]
    [InlineData("{ \"Model\": ", "There is an open JSON object or array that should be closed.")]
    [InlineData("{\"Acess\": {\"ApiKeys\": \"0123456789abcdef\"}}", "Did you mean 'Access:ApiKeys'?")]
    public async Task A_settings_file_that_is_wrong_is_named(string json, string message)
    {
        var name = $"test{Guid.NewGuid():N}";
        var file = Path.Combine(AppContext.BaseDirectory, $"appsettings.{name}.json");
        File.WriteAllText(file, json);
        try
        {
            var line = await RefusalAsync([], $"--environment={name}", $"--Model:Path={_model.Path}");

            Assert.Contains(message, line);
            Assert.Contains(Path.GetFileName(file), line);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_Unix_socket_that_a_killed_server_left_is_taken_and_that_of_a_live_one_is_not()
    {
        var folder = Directory.CreateTempSubdirectory("gan").FullName;
        string[] settings = [$"--Model:Path={_model.Path}", "--urls", $"http://unix:{folder}/socket"];
        using (var killed = await ServerProcess.StartAsItIsAsync([], settings))
        {
            await killed.KillAsync();
        }

        Assert.True(File.Exists(Path.Combine(folder, "socket")));
        using (var live = await ServerProcess.StartAsItIsAsync([], settings))
        {
            Assert.Contains("address already in use", await RefusalAsync([], settings));
            live.Terminate();
            Assert.Equal(0, await live.ExitAsync());
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("--help", "--Access:ApiKeys")]
    [InlineData("--version", "1.0.0")]
    public async Task What_is_asked_for_is_printed_and_no_server_starts(string argument, string text)
    {
        var (exitCode, output, error) = await ServerProcess.RunAsync(argument);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(text, output);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> RefusalAsync(string[] before, params string[] arguments)
    {
        var (exitCode, output, error) = await ServerProcess.RunAsItIsAsync(before, arguments);

        Assert.Equal(2, exitCode);
        Assert.DoesNotContain("   at ", output + error);
        return Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
