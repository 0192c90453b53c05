using System.Text.RegularExpressions;
using k8s.Models;

namespace Gan.Onnx.Serving.Tests.Deploy;

/// <summary>What every pod has to have, whatever runs in it.</summary>
public partial class PodTests
{
    [Fact]
    public void Runs_without_rights_on_a_file_system_that_cannot_be_written_to()
    {
        foreach (var (file, _, pod) in Manifests.Pods)
        {
            Assert.All(pod.Containers, container =>
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem, file);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation, file);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.True(pod.SecurityContext?.RunAsNonRoot, file);
                Assert.Equal("RuntimeDefault", pod.SecurityContext?.SeccompProfile?.Type);
                Assert.Contains("/tmp", container.VolumeMounts.Select(mount => mount.MountPath));
            });
        }
    }

    [Fact]
    public void Has_the_volumes_that_its_containers_use()
    {
        foreach (var (file, _, pod) in Manifests.Pods)
        {
            Assert.Equal(
                pod.Volumes.Select(volume => volume.Name).Order(),
                pod.Containers.SelectMany(container => container.VolumeMounts).Select(mount => mount.Name).Distinct().Order());
            var claims = Manifests.Files.Where(other => Path.GetDirectoryName(other) == Path.GetDirectoryName(file))
                .SelectMany(Manifests.Read).OfType<V1PersistentVolumeClaim>().Select(claim => claim.Metadata.Name).ToList();
            Assert.All(
                pod.Volumes.Where(volume => volume.PersistentVolumeClaim is not null),
                volume => Assert.Contains(volume.PersistentVolumeClaim.ClaimName, claims));
        }
    }

    [Fact]
    public void Arguments_and_variables_refer_to_what_there_is()
    {
        foreach (var (file, _, pod) in Manifests.Pods)
        {
            foreach (var container in pod.Containers)
            {
                var variables = (container.Env ?? []).Select(variable => variable.Name).ToList();
                Assert.All(
                    (container.Args ?? []).SelectMany(argument => Reference().Matches(argument)),
                    match => Assert.Contains(match.Groups[1].Value, variables));
                Assert.True(container.EnvFrom is null && variables.Count == variables.Distinct().Count(), file);
                Assert.All(container.Env ?? [], variable => Assert.True(
                    variable.ValueFrom?.ConfigMapKeyRef is null && variable.ValueFrom?.SecretKeyRef is null,
                    $"{file}: {variable.Name} comes from a ConfigMap or Secret, of which there is none"));
            }
        }
    }

    [Fact]
    public void Asks_for_what_it_needs_and_is_limited_in_memory()
    {
        var bases = Manifests.Pods.Where(found => !found.File.StartsWith("base", StringComparison.Ordinal))
            .Select(found => (found.File, found.Pod));
        var overlays = new[] { "cpu", "gpu" }.Select(name => $"overlays/{name}")
            .Select(folder => (folder, Manifests.Single<V1Deployment>(folder).Spec.Template.Spec));
        foreach (var (file, pod) in bases.Concat(overlays))
        {
            var resources = pod.Containers.Single().Resources;
            Assert.True(resources.Requests.ContainsKey("cpu"), file);
            Assert.True(resources.Requests["memory"].ToDecimal() <= resources.Limits["memory"].ToDecimal(), file);
            var isForGpu = pod.Containers.Single().Image?.EndsWith("-gpu", StringComparison.Ordinal) ?? false;
            Assert.Equal(isForGpu, resources.Limits.ContainsKey("nvidia.com/gpu"));
        }
    }

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Reference();
}
