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
    /// All parameters lie one after the other, as in a <see cref="ParameterBlock"/>, so that the update is a dozen kernels however many
    /// layers there are. Inputs: the step's scalars, the network's values, <c>gradient/NETWORK</c> and the states <c>NETWORK.STATE</c>.
    /// Outputs: new values and states, then <see cref="Check"/>, in buffers of their own: ONNX Runtime does not track an output bound over
    /// an input.
    /// </summary>
    public static GraphBuilder Build(Network network, Optimizer optimizer, MovingAverage? average = null)
    {
        var (_, length) = ParameterEntry.Lay(network.Parameters.Select(spec => (spec.Name, spec.Shape)));
        var (graph, shape) = (new GraphBuilder($"{network.Name}_optimizer"), Shape.Of(length));
        var scalars = optimizer.StepScalars(step: 1).ToDictionary(scalar => scalar.Name, scalar => graph.Input(scalar.Name, Shape.Scalar));
        if (average is not null)
        {
            scalars.Add(MovingAverage.GainName, graph.Input(MovingAverage.GainName, Shape.Scalar));
        }

        if (length == 0)
        {
            graph.Output(Check, graph.Scalar(0));
            return graph;
        }

        var values = graph.Input(network.Name, shape);
        var gradients = graph.Input($"{TensorName.Gradient(network.Name)}", shape);
        var states = optimizer.StateNames.Select(state => graph.Input(TensorName.State(network.Name, state), shape)).ToArray();
        var (updated, newStates) = optimizer.Update(values, gradients, states, scalars);
        graph.Output(TensorName.New(network.Name), updated);
        for (var i = 0; i < newStates.Count; i++)
        {
            graph.Output(TensorName.New(TensorName.State(network.Name, optimizer.StateNames[i])), newStates[i]);
        }

        if (average is not null)
        {
            var name = TensorName.State(network.Name, MovingAverage.StateName);
            var renewed = MovingAverage.Update(graph.Input(name, shape), updated, scalars[MovingAverage.GainName]);
            graph.Output(TensorName.New(name), renewed);
        }

        // x − x is NaN where x is NaN or infinite; a gradient that is either spoils a moment, or else the parameter.
        var spoiled = newStates.Prepend(updated).Select(made => (made - made).ReduceSum());
        graph.Output(Check, spoiled.Aggregate((sum, next) => sum + next));
        return graph;
    }
}
