using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;

try
{
    var builder = WebApplication.CreateBuilder(
        new WebApplicationOptions
        {
            Args = [.. args.Where(argument => argument != Healthcheck.Argument)],
            ContentRootPath = AppContext.BaseDirectory,
        });
    builder.UseDefaultAddress();
    if (args.Contains(Healthcheck.Argument))
    {
        return await Healthcheck.AskAsync(builder.Configuration);
    }

    var options = ServingOptions.Read(builder.Configuration);
    builder.AddHosting(options);
    builder.AddTelemetry();
    builder.Services.AddModels(PictureWarmUp.Take);
    builder.Services.AddProblems();
    builder.Services.AddApiDescription();

    var app = builder.Build();
    app.Logger.LogServing(app.Services.GetRequiredService<ModelCatalog>(), options);

    app.UseRequestIds();
    app.UseProblems();
    app.UsePlaygroundPage();
    app.UseAccessControl();
    app.UseRequestTimeouts();
    app.UseApiPage();

    var keyHolders = app.MapGroup("").ForKeyHolders();
    keyHolders.MapDigits();
    keyHolders.MapDigit();
    keyHolders.MapText();
    keyHolders.MapInterpolation();
    keyHolders.MapModels();

    var administrator = app.MapGroup("").ForAdministrator();
    administrator.MapReload();

    var everybody = app.MapGroup("").ForEverybody();
    everybody.MapMetrics();
    everybody.MapLive();
    everybody.MapReady();
    everybody.MapApiDescription();

    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupException.Explain(exception) is { } explanation)
{
    Console.Error.WriteLine(explanation);
    return 2;
}
