namespace Gan.Onnx.Serving.Hosting;

/// <summary>Lets a container without shell or curl check itself: the program asks the running server whether it is ready.</summary>
internal static class Healthcheck
{
    public const string Argument = "--healthcheck";
    private const int TimeoutSeconds = 3;

    /// <summary>Asks <c>/healthz/ready</c> at the configured address.</summary>
    /// <returns>The exit code: 0 when ready, else 1 with the reason on the error stream.</returns>
    public static async Task<int> AskAsync(IConfiguration configuration)
    {
        var address = new Uri(ListenAddress.Local(configuration), "/healthz/ready");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(TimeoutSeconds) };
        try
        {
            using var response = await client.GetAsync(address);
            if (response.IsSuccessStatusCode)
            {
                return 0;
            }

            Console.Error.WriteLine($"{address} answered {(int)response.StatusCode}; expected 200.");
        }
        catch (HttpRequestException exception)
        {
            Console.Error.WriteLine($"{address} cannot be reached: {exception.Message}");
        }
        catch (TaskCanceledException)
        {
            Console.Error.WriteLine($"{address} did not answer within {TimeoutSeconds} seconds.");
        }

        return 1;
    }
}
