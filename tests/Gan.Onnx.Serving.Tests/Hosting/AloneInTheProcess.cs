namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Runs when no other test does, which what is the whole process's would disturb.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class AloneInTheProcess
{
    public const string Name = "alone in the process";
}
