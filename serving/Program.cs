using Gan.Onnx.Generation;
using Gan.Onnx.Serving.Endpoints;
using Gan.Onnx.Serving.Hosting;

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
    builder.Services.AddSingleton(_ => FrozenGenerator.Load(options.ModelPath, options.Threads));
    builder.Services.AddSingleton(_ => options.CreatePngEncoder());
    builder.Services.AddProblems();
    builder.Services.AddApiDescription();

    WebApplication app = builder.Build();
    app.Services.GetRequiredService<IPngEncoder>();
    app.Logger.LogServing(app.Services.GetRequiredService<FrozenGenerator>(), options);

    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UsePlaygroundPage();
    app.MapDigits();
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
