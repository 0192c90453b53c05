using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Tests.Settings;

public class CommandLineTests
{
    [Theory]
    [InlineData("--Threads=3", "Threads=3")]
    [InlineData("--Threads 3", "Threads=3")]
    [InlineData("/Threads=3", "Threads=3")]
    [InlineData("Threads=3", "Threads=3")]
    [InlineData("--Threads -1", "Threads=-1")]
    [InlineData("--Model:Path=", "Model:Path=")]
    [InlineData("--Model:Path=/a=b", "Model:Path=/a=b")]
    [InlineData("--urls http://*:1;http://*:2 --Threads=3 --Threads=4", "urls=http://*:1;http://*:2 Threads=3 Threads=4")]
    [InlineData("--healthcheck --urls x", "urls=x")]
    public void Settings_are_read_in_every_form_that_the_framework_knows(string arguments, string settings)
    {
        var read = CommandLine.Read(arguments.Split(' '));

        Assert.Equal(settings, string.Join(' ', read.Settings.Select(setting => $"{setting.Name}={setting.Value}")));
    }

    [Theory]
    [InlineData("hello", "'hello' is no option.")]
    [InlineData("-x", "'-x' is no option.")]
    [InlineData("-x=3", "'-x=3' is no option.")]
    [InlineData("---x=3", "'---x=3' is no option.")]
    [InlineData("/models/mine", "'/models/mine' is no option.")]
    [InlineData("--", "'--' is no option.")]
    [InlineData("--=3", "'--=3' is no option.")]
    [InlineData("=3", "'=3' is no option.")]
    [InlineData("--Model:Path", "'--Model:Path' needs a value: --Model:Path=VALUE.")]
    [InlineData("--Model:Path --urls=x", "'--Model:Path' needs a value: --Model:Path=VALUE.")]
    public void What_the_framework_would_ignore_is_refused(string arguments, string message)
    {
        var error = Assert.Throws<StartupException>(() => CommandLine.Read(arguments.Split(' ')));

        Assert.StartsWith(message, error.Message);
    }

    [Theory]
    [InlineData("--healthcheck", "Healthcheck")]
    [InlineData("--version", "Version")]
    [InlineData("--HELP", "Help")]
    [InlineData("-h", "Help")]
    [InlineData("nonsense --Threads --help", "Help")]
    [InlineData("--Threads=3", "Serve")]
    public void A_verb_may_stand_anywhere_and_help_is_given_whatever_else_is_asked(string arguments, string verb) =>
        Assert.Equal(verb, $"{CommandLine.Read(arguments.Split(' ')).Verb}");
}
