using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving;

/// <summary>Does what the command line asks for: wires the server together and runs it.</summary>
internal static class Server
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="command">What it asks for.</param>
    /// <param name="program">What the user calls the program.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CommandLine command, string program)
    {
        if (command.Verb is Verb.Help or Verb.Version)
        {
            Console.Write(command.Verb == Verb.Help ? HelpText.All(program) : HelpText.Version);
            return ExitCode.Done;
        }

        using var hangUp = new HangUp();
        SettingNames.Check(command);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = [.. command.Arguments, SettingNames.ReadOnce],
                ContentRootPath = AppContext.BaseDirectory,
            });
        builder.UseDefaultAddress();
        if (command.Verb == Verb.Healthcheck)
        {
            return await Healthcheck.AskAsync(builder.Configuration);
        }

        SettingNames.Check(Environment.GetEnvironmentVariables(), builder.Configuration);
        var options = ServingOptions.Read(builder.Configuration);
        var addresses = AddressCheck.Check(builder.Configuration);
        builder.AddHosting(options);
        builder.Services.AddCrossOrigin(options.CrossOrigin);
        builder.AddTelemetry();
        builder.Services.AddModels(PictureWarmUp.Take, hangUp);
        builder.Services.AddProblems();
        builder.Services.AddApiDescription();
        builder.Services.AddLabelRanges();

        var app = builder.Build();
        app.Logger.LogLimits();
        app.Logger.LogServing(app.Services.GetRequiredService<ModelCatalog>(), options);
        app.LogTelemetry();

        app.UseFailures();
        app.UseFirstRequest();
        app.UseProxies();
        app.UseCrossOrigin();
        app.UsePlaygroundPage();
        app.UseAccessControl();
        app.UseRequestTimeouts();
        app.UseApiPage();

        var keyHolders = app.MapGroup("").ForKeyHolders();
        keyHolders.MapDigits();
        keyHolders.MapImages();
        keyHolders.MapModels();

        var administrator = app.MapGroup("").ForAdministrator();
        administrator.MapReload();

        var everybody = app.MapGroup("").ForEverybody();
        everybody.MapMetrics().ForReading();
        everybody.MapLive();
        everybody.MapReady();
        everybody.MapApiDescription();

        StaleSockets.Remove(addresses.Sockets);
        await app.RunAsync(addresses);
        return ExitCode.Done;
    }
}
