namespace Gan.Onnx.Serving.Catalog;

/// <summary>Has the catalogue look at its files, for one caller at a time.</summary>
internal sealed class ModelReload(ModelCatalog catalog)
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Waits for its turn and for the end.</summary>
    /// <param name="changedOnly">See <see cref="ModelCatalog.Reload"/>.</param>
    /// <param name="cancellationToken">
    /// Ends the waiting alone: a model that is being loaded cannot be left half way, whatever its file system makes of it.
    /// </param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task RunAsync(bool changedOnly, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        await Task.Run(() => Run(changedOnly), CancellationToken.None).WaitAsync(cancellationToken);
    }

    private void Run(bool changedOnly)
    {
        try
        {
            catalog.Reload(changedOnly);
        }
        finally
        {
            _turn.Release();
        }
    }
}
