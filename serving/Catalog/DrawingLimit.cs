namespace Gan.Onnx.Serving.Catalog;

/// <summary>
/// How many pictures this process draws at once, of all models and versions together: as many as there are processors, since more would
/// take no less time, and each takes memory.
/// </summary>
internal sealed class DrawingLimit : IDisposable
{
    private readonly SemaphoreSlim _places;

    /// <summary>One place for each processor.</summary>
    public DrawingLimit()
        : this(Environment.ProcessorCount)
    {
    }

    /// <summary>As many places as given, at least 1.</summary>
    public DrawingLimit(int places) => _places = new SemaphoreSlim(places);

    /// <summary>Waits for a place.</summary>
    /// <returns>The place, free again when disposed of.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before there was one.</exception>
    public async ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        return new Place(_places);
    }

    public void Dispose() => _places.Dispose();

    /// <summary>One who draws; to be disposed of once.</summary>
    internal readonly struct Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
