using k8s.Models;

namespace Gan.Onnx.Serving.Tests.Deploy;

// Kinds that the Kubernetes client has no types for: the fields of each that we use, under the names that its definition gives them. They
// were read off the published definitions of prometheus-operator (monitoring.coreos.com/v1), KServe (v1beta1) and kustomize.

/// <summary>Of the Prometheus operator.</summary>
internal sealed class ServiceMonitor
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public V1ObjectMeta? Metadata { get; set; }

    public ServiceMonitorSpec Spec { get; set; } = new();
}

internal sealed class ServiceMonitorSpec
{
    public V1LabelSelector Selector { get; set; } = new();

    public IList<ScrapedEndpoint> Endpoints { get; set; } = [];
}

internal sealed class ScrapedEndpoint
{
    public string? Port { get; set; }

    public string? Path { get; set; }

    public string? Interval { get; set; }
}

/// <summary>Of KServe.</summary>
internal sealed class InferenceService
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public V1ObjectMeta? Metadata { get; set; }

    public InferenceServiceSpec Spec { get; set; } = new();
}

internal sealed class InferenceServiceSpec
{
    public Predictor Predictor { get; set; } = new();
}

/// <summary>A pod's specification, of which these fields are ours, and KServe's own beside them.</summary>
internal sealed class Predictor
{
    public int? MinReplicas { get; set; }

    public int? MaxReplicas { get; set; }

    public bool? AutomountServiceAccountToken { get; set; }

    public bool? EnableServiceLinks { get; set; }

    public V1PodSecurityContext? SecurityContext { get; set; }

    public IList<V1Container> Containers { get; set; } = [];

    public IList<V1Volume>? Volumes { get; set; }

    public V1PodSpec Pod => new() { Containers = Containers, Volumes = Volumes, SecurityContext = SecurityContext };
}

/// <summary>What <c>kubectl apply -k</c> reads.</summary>
internal sealed class Kustomization
{
    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public IList<string> Resources { get; set; } = [];

    public IList<KustomizationPatch>? Patches { get; set; }
}

internal sealed class KustomizationPatch
{
    public string Path { get; set; } = "";
}
