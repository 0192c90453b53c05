using System.Net.Sockets;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Text;
using Microsoft.AspNetCore.Connections;

namespace Gan.Onnx.Serving.Settings;

/// <summary>Tells in one line why the server does not start, whatever was thrown.</summary>
internal static class StartupFault
{
    private const string NoCertificate = "Unable to configure HTTPS endpoint";
    private const string NoKey = "SSL must use a certificate with the associated private key";
    private const string CertificateHint =
        "Check the settings Kestrel:Certificates:Default:Path and :Password, or those of the endpoint under Kestrel:Endpoints.";

    /// <summary>One line for the operator, who has nothing of a stack trace.</summary>
    public static string Explain(Exception exception)
    {
        Exception[] chain = [.. Chain(exception)];
        var text = chain.OfType<StartupException>().FirstOrDefault()?.Message
            ?? chain.OfType<GeneratorException>().FirstOrDefault()?.Message
            ?? ExplainListening(exception, chain)
            ?? ExplainSettings(exception, chain)
            ?? ExplainRest(chain);
        return string.Concat(text.ReplaceLineEndings(" ").Select(character => char.IsControl(character) ? ' ' : character));
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    private static string? ExplainListening(Exception exception, Exception[] chain)
    {
        if (chain.Any(each => each is AddressInUseException))
        {
            return $"{exception.Message.TrimEnd('.')}. Stop the other program, "
                + "or choose another address with --urls http://localhost:8081.";
        }

        return chain.OfType<SocketException>().FirstOrDefault() is { } socket ? $"The server cannot listen: {ReasonOf(socket)}" : null;
    }

    /// <summary>Why the web server could not open a socket.</summary>
    public static string ReasonOf(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressNotAvailable =>
            "this machine has no such address. Choose one of its own with --urls, or all of them with --urls http://*:8080.",
        SocketError.AccessDenied =>
            "this user may not. Ports below 1024 are for root, or need the capability CAP_NET_BIND_SERVICE; a Unix socket needs a "
            + "directory that the user may write to. Choose another with --urls.",
        SocketError.AddressFamilyNotSupported =>
            "this machine does not know this kind of address (IPv6 may be switched off). Choose another with --urls http://127.0.0.1:8080.",
        var code => $"{Echo.Sentence(exception)} ({code}) Choose another with --urls.",
    };

    private static string? ExplainSettings(Exception exception, Exception[] chain)
    {
        if (exception is InvalidDataException && chain.Length > 1)
        {
            // "Failed to load configuration from file '…'", and what is wrong with it.
            return $"{Echo.Sentence(exception)} {Echo.Sentence(chain[^1])}";
        }

        if (exception.Message.StartsWith(NoCertificate, StringComparison.Ordinal))
        {
            return "The server cannot answer https without a certificate. "
                + $"Give an http address with --urls, or a certificate. {CertificateHint}";
        }

        // The framework says of none of these that they concern a certificate, and which.
        var isOfCertificate = exception.StackTrace?.Contains("CertificateConfigLoader", StringComparison.Ordinal) == true
            || exception.Message.Contains(NoKey, StringComparison.Ordinal);
        return isOfCertificate ? $"The server's certificate cannot be used: {Sentences(chain)} {CertificateHint}" : null;
    }

    private static string ExplainRest(Exception[] chain) =>
        $"The server cannot start: {Sentences(chain)} ({chain[^1].GetType().Name})";

    private static string Sentences(Exception[] chain) => string.Join(' ', chain.Select(each => Echo.Sentence(each)).Distinct());
}
