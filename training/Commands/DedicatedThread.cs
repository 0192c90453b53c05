using System.Runtime.ExceptionServices;

namespace Gan.Onnx.Training.Commands;

/// <summary>Runs work on a thread of its own and waits for it.</summary>
internal static class DedicatedThread
{
    /// <summary>The work's result; its exceptions arrive here.</summary>
    public static T Run<T>(string name, Func<T> work)
    {
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            Name = name,
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
