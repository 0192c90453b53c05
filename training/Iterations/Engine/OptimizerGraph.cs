using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Optimizers;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>One optimizer's update of a whole network as an ONNX graph: for devices whose memory .NET cannot touch.</summary>
public static class OptimizerGraph
{
    /// <summary>The output that is 0 while every number of the update is finite, and NaN otherwise; a scalar.</summary>
    public const string Check = "check";

    /// <summary>
    /// Inputs: for every parameter its value, <c>gradient/PATH</c> and its states <c>PATH.STATE</c>, then the step's scalars.
    /// Outputs: new value and states, then <see cref="Check"/>, in buffers of their own: ONNX Runtime does not track an output bound over
    /// an input.
    /// </summary>
    public static GraphBuilder Build(Network network, Optimizer optimizer, MovingAverage? average = null)
    {
        var graph = new GraphBuilder($"{network.Name}_optimizer");
        var scalars = optimizer.StepScalars(step: 1).ToDictionary(scalar => scalar.Name, scalar => graph.Input(scalar.Name, Shape.Scalar));
        Value? check = null;
        foreach (var spec in network.Parameters)
        {
            var parameter = graph.Input(spec.Name, spec.Shape);
            var gradient = graph.Input($"{TensorName.Gradient(spec.Name)}", spec.Shape);
            var states = optimizer.StateNames.Select(state => graph.Input(TensorName.State(spec.Name, state), spec.Shape)).ToArray();
            using (graph.Scope(spec.Name))
            {
                var (updated, newStates) = optimizer.Update(parameter, gradient, states, scalars);
                graph.Output(TensorName.New(spec.Name), updated);
                for (var i = 0; i < newStates.Count; i++)
                {
                    graph.Output(TensorName.New(TensorName.State(spec.Name, optimizer.StateNames[i])), newStates[i]);
                }

                if (average is not null)
                {
                    var name = TensorName.State(spec.Name, MovingAverage.StateName);
                    graph.Output(TensorName.New(name), average.Update(graph.Input(name, spec.Shape), updated));
                }

                foreach (var made in newStates.Prepend(updated))
                {
                    // x − x is NaN where x is NaN or infinite; a gradient that is either spoils a moment, or else the parameter.
                    var spoiled = (made - made).ReduceSum();
                    check = check is null ? spoiled : check + spoiled;
                }
            }
        }

        graph.Output(Check, check ?? graph.Scalar(0));
        return graph;
    }
}
