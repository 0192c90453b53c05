using System.Globalization;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Settings;
using k8s.Models;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Deploy;

/// <summary>The manifests of the server fit each other, and the server.</summary>
public sealed class DeployedServerTests : IDisposable
{
    private readonly TestServer _server = new();

    private static V1Deployment Deployment => Manifests.Single<V1Deployment>("base");

    private static V1Service Service => Manifests.Single<V1Service>("base");

    private static IDictionary<string, string> Labels => Deployment.Spec.Template.Metadata.Labels;

    private static V1Container Container => Deployment.Spec.Template.Spec.Containers.Single();

    private static V2HorizontalPodAutoscaler Autoscaler => Manifests.Single<V2HorizontalPodAutoscaler>("base");

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Everything_selects_the_pods_that_the_deployment_makes()
    {
        Assert.Equal(Labels, Deployment.Spec.Selector.MatchLabels);
        Assert.Equal(Labels, Service.Spec.Selector);
        Assert.Equal(Labels, Manifests.Single<V1PodDisruptionBudget>("base").Spec.Selector.MatchLabels);
        Assert.Equal(Labels, Manifests.Single<V1NetworkPolicy>("base").Spec.PodSelector.MatchLabels);
        Assert.Equal(Labels, Deployment.Spec.Template.Spec.TopologySpreadConstraints.Single().LabelSelector.MatchLabels);
        Assert.Equal(Service.Metadata.Labels, Manifests.Single<ServiceMonitor>("base").Spec.Selector.MatchLabels);
        Assert.Equal(
            (Deployment.Kind, Deployment.ApiVersion, Deployment.Metadata.Name),
            (Autoscaler.Spec.ScaleTargetRef.Kind, Autoscaler.Spec.ScaleTargetRef.ApiVersion, Autoscaler.Spec.ScaleTargetRef.Name));
    }

    [Fact]
    public void Names_of_ports_are_those_of_the_container_and_of_the_service()
    {
        var ports = Container.Ports.Select(port => port.Name).ToList();
        Assert.All(Service.Spec.Ports, port => Assert.Contains(port.TargetPort.Value, ports));
        Assert.All(
            Manifests.Single<V1NetworkPolicy>("base").Spec.Ingress.SelectMany(rule => rule.Ports),
            port => Assert.Contains(port.Port.Value, ports));
        Assert.All(
            Manifests.Single<ServiceMonitor>("base").Spec.Endpoints,
            endpoint => Assert.Contains(endpoint.Port, Service.Spec.Ports.Select(port => port.Name)));
    }

    [Fact]
    public void Probes_ask_at_a_port_of_the_container_and_for_a_route_of_the_server()
    {
        var routes = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => $"/{route.RoutePattern.RawText?.TrimStart('/')}").ToList();
        var probed = 0;
        foreach (var container in Manifests.Pods.SelectMany(found => found.Pod.Containers))
        {
            var ports = (container.Ports ?? [])
                .SelectMany(port => new[] { port.Name, port.ContainerPort.ToString(CultureInfo.InvariantCulture) }).ToList();
            foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.OfType<V1Probe>())
            {
                Assert.Contains(probe.HttpGet.Path, routes);
                Assert.Contains(probe.HttpGet.Port.Value, ports);
                probed++;
            }
        }

        Assert.Equal(5, probed);
        Assert.All(Manifests.Single<ServiceMonitor>("base").Spec.Endpoints, endpoint => Assert.Contains(endpoint.Path, routes));
    }

    [Fact]
    public async Task The_autoscaler_looks_at_a_figure_that_the_server_tells()
    {
        var metric = Autoscaler.Spec.Metrics.Single(metric => metric.Type == "Pods").Pods;

        var text = await _server.CreateClient().GetStringAsync("/metrics");

        Assert.Contains($"\n{metric.Metric.Name}{{", text);
        // Beyond the server's own limit nothing waits: requests are refused, and more would never be asked for.
        Assert.InRange(metric.Target.AverageValue.ToInt32(), 1, Composition.Read().Batching.QueueImages / 2);
    }

    [Fact]
    public void Variables_are_settings_of_the_server()
    {
        var servers = Manifests.Pods.SelectMany(found => found.Pod.Containers).Where(IsServer).ToList();

        Assert.Equal(2, servers.Count);
        foreach (var server in servers)
        {
            var set = server.Env.ToDictionary(variable => variable.Name, variable => variable.Value);
            Composition.Read(environment: set);
            set.Add("Logging__Console__Formatter", "json");
            Assert.Throws<StartupException>(() => Composition.Read(environment: set));
        }
    }

    [Fact]
    public void A_pod_that_is_to_end_has_the_time_for_what_is_under_way()
    {
        var options = Composition.Read();

        var needed = Container.Lifecycle.PreStop.Sleep.Seconds + options.ShutdownDelaySeconds + options.TimeoutSeconds;

        Assert.True(Deployment.Spec.Template.Spec.TerminationGracePeriodSeconds > needed, $"{needed} s are needed");
    }

    private static bool IsServer(V1Container container) => container.Image.Contains("serving", StringComparison.Ordinal);
}
