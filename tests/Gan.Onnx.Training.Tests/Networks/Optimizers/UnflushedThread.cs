using System.Collections.Concurrent;

namespace Gan.Onnx.Training.Tests.Networks.Optimizers;

/// <summary>
/// A thread whose arithmetic keeps denormals. ONNX Runtime, told to flush them, leaves that switched on in threads that
/// called it and in all that these start; so this one starts before it.
/// </summary>
internal static class UnflushedThread
{
    private static readonly BlockingCollection<Task> Work = [];

    /// <summary>Starts the thread.</summary>
    public static void Start() => new Thread(() =>
    {
        foreach (var task in Work.GetConsumingEnumerable())
        {
            task.RunSynchronously();
        }
    })
    {
        IsBackground = true,
    }.Start();

    /// <summary>Runs something there and waits for it; its exceptions arrive here.</summary>
    public static void Run(Action action)
    {
        var task = new Task(action);
        Work.Add(task);
        task.GetAwaiter().GetResult();
    }
}
