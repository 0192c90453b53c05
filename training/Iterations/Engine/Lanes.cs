namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// Threads that work on the same list of tasks; the caller is one of them. They are started by the thread that makes the first session,
/// and so flush denormals as it does: on Linux a thread inherits the floating-point environment of the one that starts it.
/// </summary>
internal sealed class Lanes : IDisposable
{
    private readonly SemaphoreSlim _start = new(0);
    private readonly CountdownEvent _done = new(1);
    private readonly Thread[] _threads;
    private Action<int> _task = _ => { };
    private int _count;
    private int _next;
    private Exception? _failure;
    private bool _ended;

    /// <summary>Starts the threads, which wait.</summary>
    /// <param name="count">Threads that work, the caller among them; 1 or more.</param>
    public Lanes(int count)
    {
        _threads = [.. Enumerable.Range(1, count - 1).Select(lane => new Thread(Work) { IsBackground = true, Name = $"lane {lane}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Does tasks 0 to <paramref name="count"/> − 1, each once, in any order, and returns when all are done.</summary>
    /// <exception cref="Exception">What the first task that failed threw; the tasks after it are left out.</exception>
    public void Run(int count, Action<int> task)
    {
        (_task, _count, _next, _failure) = (task, count, 0, null);
        var helpers = Math.Min(_threads.Length, count - 1);
        if (helpers > 0)
        {
            _done.Reset(helpers);
            _start.Release(helpers);
        }

        Drain();
        if (helpers > 0)
        {
            _done.Wait();
        }

        if (_failure is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _start.Release(Math.Max(1, _threads.Length));
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _start.Dispose();
        _done.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _start.Wait();
            if (_ended)
            {
                return;
            }

            Drain();
            _done.Signal();
        }
    }

    private void Drain()
    {
        for (int task; (task = Interlocked.Increment(ref _next) - 1) < _count;)
        {
            try
            {
                _task(task);
            }
            catch (Exception exception)
            {
                // Thrown again by the caller's thread; a thread that ends would leave it waiting.
                Interlocked.CompareExchange(ref _failure, exception, null);
                Volatile.Write(ref _next, _count);
            }
        }
    }
}
