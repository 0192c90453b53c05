using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Tests.Settings;

/// <summary>Settings that nobody reads stop the start: a server whose keys are misspelt would stand open.</summary>
public class SettingNamesTests
{
    private const string Key = "0123456789abcdef";

    [Theory]
    [InlineData("--ApiKeys=0123456789abcdef", "Setting 'ApiKeys' is unknown. Did you mean 'Access:ApiKeys'?")]
    [InlineData("--ModelPath=/x", "Setting 'ModelPath' is unknown. Did you mean 'Model:Path'?")]
    [InlineData("--Access:ApiKey=x", "Did you mean 'Access:ApiKeys'? Correct or remove it on the command line.")]
    [InlineData("--Model=/x", "Setting 'Model' is unknown. Known are Model:Path.")]
    [InlineData("--Device:Foo=cuda", "Setting 'Device' must be one of cpu, cuda, auto; there is 'Device:Foo' below it.")]
    [InlineData("--Threads:0=3", "there is 'Threads:0' below it.")]
    [InlineData("--Thread=3", "Did you mean 'Threads'?")]
    [InlineData("--url=http://*:1", "Did you mean 'urls'?")]
    [InlineData("--nonsense=3", "Setting 'nonsense' is unknown. Correct or remove it on the command line. --help lists all settings.")]
    [InlineData("--https_port=abc", "Setting 'https_port' must be a port; it is 'abc'.")]
    [InlineData("--captureStartupErrors=abc", "must be true or false, 1 or 0; it is 'abc'.")]
    [InlineData("--detailedErrors=abc", "must be true or false, 1 or 0; it is 'abc'.")]
    [InlineData("--Metrics:EnabledMetrics:X=abc", "must be true or false; it is 'abc'.")]
    [InlineData("--hostBuilder:reloadConfigOnChange=true", "must be false, since settings are read at the start only; it is 'true'.")]
    [InlineData("--Kestrel:Endpoints:Main:Protocols=Http9", "must be one of Http1, Http2, Http1AndHttp2")]
    [InlineData("--Logging:LogLevel:Default=Loud", "one of Trace, Debug, Information, Warning, Error, Critical, None; it is 'Loud'")]
    public void On_the_command_line(string argument, string message) =>
        Assert.Contains(message, Assert.Throws<StartupException>(() => Composition.Read(arguments: argument)).Message);

    [Theory]
    [InlineData("""{"Acess": {"ApiKeys": "0123456789abcdef"}}""", "Setting 'Acess:ApiKeys' is unknown. Did you mean 'Access:ApiKeys'?")]
    [InlineData("""{"ApiKeys": ["0123456789abcdef"]}""", "Setting 'ApiKeys:0' is unknown.")]
    [InlineData("""{"Model": "x"}""", "Setting 'Model' is unknown. Known are Model:Path.")]
    [InlineData("""{"Threads": {"Count": 3}}""", "Setting 'Threads' must be a number from 0 to 1024, 0 for every processor; there is")]
    [InlineData("""{"Threads": true}""", "it is 'True'. Correct it in appsettings.json.")]
    [InlineData("""{"Nobody": null}""", "Setting 'Nobody' is unknown.")]
    [InlineData("""{"Logging": {"LogLevl": {"Default": "Debug"}}}""", "Setting 'Logging:LogLevl:Default' is unknown.")]
    [InlineData("""{"Logging": {"Console": {"FormatterName": "xml"}}}""", "must be one of simple, systemd, json; it is 'xml'.")]
    [InlineData("""{"Kestrel": {"Limits": {"MaxConcurrentConnections": 1}}}""", "'Kestrel:Limits:MaxConcurrentConnections' is unknown.")]
    [InlineData("""{"Kestrel": {"EndpointDefaults": {"SslProtocols": ["Tls99"]}}}""", "it is 'Tls99'.")]
    [InlineData("""{"Kestrel": {"EndpointDefaults": {"Protocols": "None"}}}""", "it is 'None'.")]
    [InlineData("""{"Kestrel": {"Endpoints": {"A": "http://*:1"}}}""", "Setting 'Kestrel:Endpoints:A' must be a section")]
    [InlineData("""{"Logging": {"Console": {"TimestampFormat": "%"}}}""", "must be a format of .NET for dates and times; it is '%'.")]
    [InlineData("""{"Logging": {"Console": {"FormatterOptions": {"ColorBehavior": "red"}}}}""", "must be one of Default, Enabled")]
    public void In_the_settings_file(string json, string message) =>
        Assert.Contains(message, Assert.Throws<StartupException>(() => Composition.Read(json)).Message);

    [Theory]
    [InlineData("Acces__ApiKeys", "'Access:ApiKeys'? Correct or remove it in the environment (variable Acces__ApiKeys).")]
    [InlineData("Access__ApiKey", "Setting 'Access:ApiKey' is unknown.")]
    [InlineData("Access_ApiKeys", "The environment variable 'Access_ApiKeys' is no setting. Did you mean 'Access__ApiKeys'?")]
    [InlineData("ACCESS_APIKEYS", "Did you mean 'Access__ApiKeys'?")]
    [InlineData("AccessApiKeys", "Did you mean 'Access__ApiKeys'?")]
    [InlineData("ASPNETCORE_Acces__ApiKeys", "Did you mean 'Access:ApiKeys'?")]
    [InlineData("Logging__LogLevl__Default", "Setting 'Logging:LogLevl:Default' is unknown.")]
    [InlineData("Model__Path__0", "there is 'Model:Path:0' below it.")]
    public void In_the_environment(string variable, string message) => Assert.Contains(
        message,
        Assert.Throws<StartupException>(() => Composition.Read(environment: new Dictionary<string, string> { [variable] = Key })).Message);

    [Theory]
    [InlineData("""{"$schema": "https://json.schemastore.org/appsettings.json", "Model": {}, "Access": {"ApiKeys": []}}""")]
    [InlineData("""{"Access": {"ApiKeys": ["0123456789abcdef", "0123456789abcdeg"]}, "Logging": {"LogLevel": {"A.B": "debug"}}}""")]
    [InlineData("""{"urls": "http://127.0.0.1:0", "Logging": {"Console": {"FormatterOptions": {"SingleLine": true}}}} // a comment""")]
    [InlineData("""{"Kestrel": {"Endpoints": {"A": {"Url": "http://*:1", "Protocols": "Http2", "SslProtocols": ["Tls12"]}}}}""")]
    public void What_somebody_reads_is_let_be_in_a_file(string json) => Composition.Read(json);

    [Theory]
    [InlineData("PATH", "/bin")]
    [InlineData("MODEL", "mine")]
    [InlineData("npm__config__prefix", "/usr")]
    [InlineData("__CF_USER_TEXT_ENCODING", "x")]
    [InlineData("Other__Setting", "x")]
    [InlineData("ASPNETCORE_FOO", "x")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0")]
    [InlineData("DOTNET_gcServer", "1")]
    [InlineData("OTEL_SERVICE_NAME", "x")]
    [InlineData("KUBERNETES_SERVICE_HOST", "10.0.0.1")]
    [InlineData("ACCESS__APIKEYS", Key)]
    public void What_is_not_meant_for_this_program_is_let_be_in_the_environment(string variable, string value) =>
        Composition.Read(environment: new Dictionary<string, string> { [variable] = value });

    [Theory]
    [InlineData("MODEL_PATH", "Model__Path")]
    [InlineData("Access_ApiKeys", "Access__ApiKeys")]
    [InlineData("Access_ApiKeys", "Access__ApiKeys__0")]
    public void A_variable_like_a_setting_is_let_be_where_the_setting_is_given(string another, string given) => Composition.Read(
        environment: new Dictionary<string, string> { [another] = "/somebody/elses", [given] = Key });

    [Fact]
    public void A_key_is_never_told()
    {
        var error = Assert.Throws<StartupException>(() => Composition.Read(arguments: $"--AccessKeys={Key}"));

        Assert.DoesNotContain(Key, error.Message);
    }
}
