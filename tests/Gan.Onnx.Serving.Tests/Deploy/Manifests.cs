using System.Runtime.CompilerServices;
using k8s;
using k8s.Models;

namespace Gan.Onnx.Serving.Tests.Deploy;

/// <summary>What lies in serving/deploy, read by the Kubernetes client's types; a field that they do not have is an error.</summary>
internal static class Manifests
{
    private static readonly Dictionary<string, Type> OtherKinds = new()
    {
        ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(ServiceMonitor),
        ["serving.kserve.io/v1beta1/InferenceService"] = typeof(InferenceService),
        ["kustomize.config.k8s.io/v1beta1/Kustomization"] = typeof(Kustomization),
    };

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>The folder of all manifests.</summary>
    public static string Folder { get; } = Path.Combine(Repository, "serving", "deploy");

    /// <summary>Their paths within it.</summary>
    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal);

    /// <summary>The documents of a text.</summary>
    public static List<object> Parse(string text) => KubernetesYaml.LoadAllFromString(text, OtherKinds, strict: true);

    /// <summary>The documents of a file.</summary>
    public static List<object> Read(string file) => Parse(File.ReadAllText(Path.Combine(Folder, file)));

    /// <summary>The one document of a kind in a folder.</summary>
    public static T Single<T>(string folder) =>
        Files.Where(file => Path.GetDirectoryName(file) == folder).SelectMany(Read).OfType<T>().Single();

    /// <summary>Every pod that is whole (a patch is not): the file, its labels, and what runs in it.</summary>
    public static IEnumerable<(string File, IDictionary<string, string> Labels, V1PodSpec Pod)> Pods =>
        from file in Files
        where !file.StartsWith("overlays", StringComparison.Ordinal)
        from document in Read(file)
        let pod = document switch
        {
            V1Deployment deployment => (deployment.Spec.Template.Metadata.Labels, deployment.Spec.Template.Spec),
            V1Job job => (job.Spec.Template.Metadata.Labels, job.Spec.Template.Spec),
            InferenceService service => (new Dictionary<string, string>(), service.Spec.Predictor.Pod),
            _ => ((IDictionary<string, string>, V1PodSpec)?)null,
        }
        where pod is not null
        select (file, pod.Value.Item1, pod.Value.Item2);

    private static string Here([CallerFilePath] string path = "") => path;
}
