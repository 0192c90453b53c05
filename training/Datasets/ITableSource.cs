namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Real data whose every item is a row of one table of bytes, so that a device can keep the table and be told the rows of each batch.
/// Number j of item i that <see cref="IDataSource.Fill"/> writes is, to the bit, <c>Values[Table[row i, j]]</c>, where there is a table.
/// </summary>
public interface ITableSource : IDataSource
{
    /// <summary>
    /// All items one after the other, among them any that are held out of all batches: [count, <see cref="IDataSource.ItemShape"/>]. Empty
    /// where they are not in memory, or batches have more than rows, such as mirrored ones.
    /// </summary>
    ReadOnlySpan<byte> Table { get; }

    /// <summary>How many rows there are, in memory or not, among them any that are held out of all batches.</summary>
    int RowCount { get; }

    /// <summary>The number that each byte stands for, [256].</summary>
    ReadOnlySpan<float> Values { get; }

    /// <summary>Writes the rows of a step's batch, in the batch's order.</summary>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is not exactly as long as the batch.</exception>
    void FillRows(long step, Span<long> rows);

    /// <summary>Writes one row, as it is whether or not there is a table in memory.</summary>
    /// <param name="row">0 to <see cref="RowCount"/> − 1; those that are held out are the last.</param>
    /// <param name="destination">As long as an item.</param>
    void ReadRow(long row, Span<byte> destination);
}
