using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What the operator is told where the web server cannot listen.</summary>
public class ListeningTests
{
    [Fact]
    public async Task An_address_of_another_machine_is_told_by_its_name()
    {
        const string Url = "http://192.0.2.1:8080";
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Url);
        await using var server = builder.Build();

        var error = await Assert.ThrowsAsync<StartupException>(() => server.RunAsync(new CheckedAddresses([Url], [])));

        Assert.StartsWith($"The server cannot listen at {Url}: this machine has no such address.", error.Message);
        Assert.NotNull(error.InnerException);
    }
}
