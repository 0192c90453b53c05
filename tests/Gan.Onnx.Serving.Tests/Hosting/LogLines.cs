using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What a server writes to its log, and nothing else does: it takes the place of every other log.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> _lines = [];

    /// <summary>To be given to a <see cref="TestServer"/>, whose log is off otherwise.</summary>
    public static (string Key, string Value) On => ("Logging:LogLevel:Default", "Information");

    /// <summary>What the lines were written within, such as a request.</summary>
    public ConcurrentQueue<string> Scopes { get; } = [];

    /// <summary>Takes the place of a server's logs.</summary>
    public void Replace(IServiceCollection services) => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(this);

    /// <summary>All lines so far that hold a text.</summary>
    public IReadOnlyList<(string Category, LogLevel Level, string Text)> With(string text) =>
        [.. _lines.Where(line => line.Text.Contains(text, StringComparison.Ordinal))];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Scopes.Enqueue(state is IEnumerable<KeyValuePair<string, object>> pairs ? string.Join(", ", pairs) : $"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines._lines.Enqueue((category, logLevel, formatter(state, exception)));
    }
}
