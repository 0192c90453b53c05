using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>Something that a run writes for people to look at while it goes on.</summary>
public interface IRunReport
{
    /// <summary>Called before everything else: what later calls may read.</summary>
    /// <param name="loop">Its metrics reach to where the run stands, whenever the report is called.</param>
    void Follow(TrainingLoop loop)
    {
    }

    /// <summary>Called when a session starts, before the first iteration.</summary>
    /// <param name="trainer">The networks as they are now.</param>
    /// <param name="done">How much of the run is done, 0 to 1.</param>
    void Begin(Trainer trainer, double done);

    /// <summary>Called after every line of the metrics but the one for where a session stopped.</summary>
    /// <param name="trainer">The networks as they are now.</param>
    /// <param name="done">How much of the run is done, 0 to 1.</param>
    void LineEnd(Trainer trainer, double done);

    /// <summary>Called when a session ends in good order.</summary>
    /// <param name="trainer">The networks as they are now.</param>
    /// <param name="done">How much of the run is done, 0 to 1.</param>
    void End(Trainer trainer, double done);
}
