using k8s.Models;
using YamlDotNet.Core;

namespace Gan.Onnx.Serving.Tests.Deploy;

/// <summary>Every manifest is what its kind says, and no file is forgotten.</summary>
public class ManifestTests
{
    public static TheoryData<string> Files => [.. Manifests.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Has_the_fields_of_its_kind_and_no_others(string file) => Assert.NotEmpty(Manifests.Read(file));

    [Theory]
    [InlineData("base/deployment.yaml", "readOnlyRootFilesystem", "readOnlyRootFileSystem")]
    [InlineData("base/autoscaler.yaml", "averageUtilization", "averageUse")]
    [InlineData("base/service.yaml", "targetPort", "target")]
    [InlineData("base/network-policy.yaml", "policyTypes", "types")]
    [InlineData("base/disruption-budget.yaml", "maxUnavailable", "mostUnavailable")]
    [InlineData("base/service-monitor.yaml", "interval", "every")]
    [InlineData("kserve/inference-service.yaml", "minReplicas", "replicas")]
    [InlineData("sweep/job.yaml", "backoffLimitPerIndex", "backoffPerIndex")]
    [InlineData("training/volume.yaml", "accessModes", "modes")]
    [InlineData("overlays/cpu/kustomization.yaml", "patches", "patchesStrategicMerge")]
    public void A_field_that_there_is_not_is_refused(string file, string field, string other)
    {
        var text = File.ReadAllText(Path.Combine(Manifests.Folder, file));
        Assert.Contains(field, text);
        Assert.ThrowsAny<YamlException>(() => Manifests.Parse(text.Replace(field, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_kustomization_lists_files_that_exist()
    {
        foreach (var (file, kustomization) in Kustomizations())
        {
            var folder = Path.GetDirectoryName(Path.Combine(Manifests.Folder, file))!;
            Assert.All(
                Listed(kustomization).Select(path => Path.Combine(folder, path)),
                path => Assert.True(File.Exists(path) || File.Exists(Path.Combine(path, "kustomization.yaml")), $"{file}: {path}"));
        }
    }

    [Fact]
    public void Each_file_beside_a_kustomization_is_in_it()
    {
        foreach (var (file, kustomization) in Kustomizations())
        {
            var folder = Path.GetDirectoryName(file);
            var beside = Manifests.Files.Where(other => Path.GetDirectoryName(other) == folder && other != file);
            var listed = Listed(kustomization).Where(path => !path.StartsWith("..", StringComparison.Ordinal));
            Assert.Equal(beside.Select(Path.GetFileName), listed.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void An_overlay_patches_what_the_base_has()
    {
        var deployment = Manifests.Single<V1Deployment>("base");
        foreach (var overlay in new[] { "overlays/cpu", "overlays/gpu" })
        {
            var patch = Manifests.Single<V1Deployment>(overlay);
            Assert.Equal(deployment.Metadata.Name, patch.Metadata.Name);
            Assert.Equal(
                deployment.Spec.Template.Spec.Containers.Select(container => container.Name),
                patch.Spec.Template.Spec.Containers.Select(container => container.Name));
        }
    }

    private static IEnumerable<(string File, Kustomization Kustomization)> Kustomizations() =>
        from file in Manifests.Files
        from document in Manifests.Read(file).OfType<Kustomization>()
        select (file, document);

    private static IEnumerable<string> Listed(Kustomization kustomization) =>
        kustomization.Resources.Concat((kustomization.Patches ?? []).Select(patch => patch.Path));
}
