using Gan.Onnx.Generation;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Observability;
using Microsoft.Extensions.Logging.Console;

try
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(
        new WebApplicationOptions { Args = [.. args.Where(argument => argument != Healthcheck.Argument)], ContentRootPath = AppContext.BaseDirectory });
    builder.UseDefaultAddress();
    if (args.Contains(Healthcheck.Argument))
    {
        return await Healthcheck.AskAsync(builder.Configuration);
    }

    ServingOptions options = ServingOptions.Read(builder.Configuration);
    builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    // A log that nobody takes must not hold up requests.
    builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
    builder.Services.AddSingleton(options);
    builder.Services.AddSingleton<Func<GreyImage, IPngEncoder>>(options.CreatePngEncoder);
    builder.Services.AddSingleton<ModelLoader>();
    builder.Services.AddSingleton<ModelCatalog>();
    builder.Services.AddHostedService<ModelWatcher>();
    builder.Services.AddSingleton<Drain>();
    builder.Services.AddHostedService(services => services.GetRequiredService<Drain>());
    builder.Services.AddSingleton<RequestIds>();
    builder.Services.AddSingleton<AccessControl>();
    builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) });
    builder.Services.AddProblems();
    builder.Services.AddApiDescription();
    builder.AddTelemetry();

    WebApplication app = builder.Build();
    app.Logger.LogServing(app.Services.GetRequiredService<ModelCatalog>(), options);

    app.Use(next => context => app.Services.GetRequiredService<RequestIds>().HandleAsync(context, next));
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    AccessControl access = app.Services.GetRequiredService<AccessControl>();
    if (access.IsNeeded)
    {
        app.Use(next => context => access.CheckAsync(context, next));
    }

    app.UseRequestTimeouts();
    app.MapIndex();
    app.MapDigits();
    app.MapDigit();
    app.MapText();
    app.MapInterpolation();
    app.MapModels();
    app.MapReload();
    app.MapMetrics();
    app.MapLive();
    app.MapReady();
    app.MapApiDescription();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupException.Explain(exception) is { } explanation)
{
    Console.Error.WriteLine(explanation);
    return 2;
}
