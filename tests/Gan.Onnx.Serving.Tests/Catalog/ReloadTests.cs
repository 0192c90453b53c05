using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Batching;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>What the catalogue does when it looks at its files, and what it says of it.</summary>
public sealed class ReloadTests : IAsyncDisposable
{
    private readonly SwapFolder _folder = new();
    private readonly string _models = Directory.CreateTempSubdirectory("gan").FullName;
    private readonly LogLines _log = new();
    private readonly TestServer _server;

    public ReloadTests() => _server = new TestServer(
        _log.Replace, LogLines.On, ("Model:Path", _folder.Path), ("Models:Folder", _models), ("Threads", "1"));

    private ModelCatalog Models => _server.Services.GetRequiredService<ModelCatalog>();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        Directory.Delete(_models, recursive: true);
    }

    [Fact]
    public void A_change_is_taken_once_it_lies_still_and_only_once()
    {
        var good = Current(_folder.Name);
        using var figures = new ServerFigures(_server.Services);
        Models.Reload(changedOnly: true);
        Assert.Same(good, Current(_folder.Name));

        _folder.Put(good: false);
        Models.Reload(changedOnly: true);
        Assert.Same(good, Current(_folder.Name));
        Models.Reload(changedOnly: true);
        var conditional = Current(_folder.Name);
        Models.Reload(changedOnly: true);

        Assert.Equal(_folder.ConditionalVersion, conditional.Version);
        Assert.Same(conditional, Current(_folder.Name));
        Assert.Equal((1, 0), (figures.Sum("gan.model.reloads", "swapped"), figures.Sum("gan.model.reloads", "refused")));
        Assert.Equal((1, 1), (figures.Sum("gan.model.info", _folder.ConditionalVersion), figures.Sum("gan.model.info")));
        var line = Assert.Single(_log.With("is replaced by"));
        Assert.Equal(
            (LogLevel.Information, $"Model {_folder.Name}: version {_folder.GoodVersion} is replaced by {_folder.ConditionalVersion}"),
            (line.Level, line.Text));
    }

    [Fact]
    public void Everything_is_looked_at_when_somebody_says_so()
    {
        _folder.Put(good: false);
        Models.Reload(changedOnly: false);

        Assert.Equal(_folder.ConditionalVersion, Current(_folder.Name).Version);
    }

    [Fact]
    public void A_refusal_is_over_when_the_files_of_the_present_version_are_back()
    {
        var good = Current(_folder.Name);
        Assert.True(Models.TryFind(null, out var entry));
        File.WriteAllText(_folder.ManifestFile, "{");
        Assert.False(entry.Reload());
        Assert.Contains("is not a usable manifest", entry.Refusal);
        var line = Assert.Single(_log.With("the new files are refused"));
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.StartsWith($"Model {_folder.Name}: the new files are refused, version {_folder.GoodVersion} stays. ", line.Text);

        _folder.Put(good: true);

        Assert.False(entry.Reload(), "the version is the same");
        Assert.Null(entry.Refusal);
        Assert.Same(good, Current(_folder.Name));
        _folder.Put(good: false);
        Assert.True(entry.Reload());
    }

    [Fact]
    public void New_folders_are_added_and_those_that_cannot_be_are_told_of_once()
    {
        _ = Models;
        SwapFolder.CopyTo(Path.Combine(_models, "whole"));
        SwapFolder.CopyTo(Path.Combine(_models, "half"), withManifest: false);

        Models.Reload(changedOnly: true);
        var refused = Assert.Single(_log.With("not served"));
        Models.Reload(changedOnly: true);
        Models.Reload(changedOnly: false);

        Assert.Equal(new[] { _folder.Name, "whole" }.Order(StringComparer.Ordinal), Models.Entries.Select(entry => entry.Name));
        Assert.Equal(
            (LogLevel.Information, $"Model whole: new, from {Path.Combine(_models, "whole")}"),
            Assert.Single(_log.With("new, from")) is var (_, level, text) ? (level, text) : default);
        Assert.Equal([refused], _log.With("not served"));
        Assert.Equal(LogLevel.Warning, refused.Level);
        Assert.StartsWith("Model half: not served. ", refused.Text);
        Assert.EndsWith($" The one of this name is not served: {Models.Refused.ReasonOf("half")}", Models.Instead("half"));
        Assert.Equal($"There are {string.Join(", ", Models.Entries.Select(entry => entry.Name))}.", Models.Instead("other"));
    }

    [Fact]
    public void A_refused_folder_is_tried_again_when_its_files_change_or_somebody_says_so()
    {
        _ = Models;
        var half = Path.Combine(_models, "half");
        SwapFolder.CopyTo(half);
        File.WriteAllText(Path.Combine(half, "manifest.json"), "{");
        Models.Reload(changedOnly: true);
        var first = Models.Refused.ReasonOf("half");

        // A file of the same time and length is not read again on the quiet.
        var time = File.GetLastWriteTimeUtc(Path.Combine(half, "manifest.json"));
        File.WriteAllText(Path.Combine(half, "manifest.json"), "[");
        File.SetLastWriteTimeUtc(Path.Combine(half, "manifest.json"), time);
        Models.Reload(changedOnly: true);
        Assert.Equal(first, Models.Refused.ReasonOf("half"));
        Models.Reload(changedOnly: false);
        Assert.NotEqual(first, Models.Refused.ReasonOf("half"));

        File.Copy(_folder.ManifestFile, Path.Combine(half, "manifest.json"), overwrite: true);
        Models.Reload(changedOnly: true);
        Assert.True(Models.TryFind("half", out _));
        Assert.Null(Models.Refused.ReasonOf("half"));
    }

    [Fact]
    public void A_refused_folder_that_goes_is_forgotten()
    {
        _ = Models;
        SwapFolder.CopyTo(Path.Combine(_models, "half"), withManifest: false);
        Models.Reload(changedOnly: true);
        Assert.Single(Models.Refused.Reasons);

        Directory.Delete(Path.Combine(_models, "half"), recursive: true);
        Models.Reload(changedOnly: true);

        Assert.Empty(Models.Refused.Reasons);
    }

    [Fact]
    public void A_model_whose_folder_goes_is_served_on()
    {
        SwapFolder.CopyTo(Path.Combine(_models, "gone"));
        Models.Reload(changedOnly: true);
        Directory.Delete(_models, recursive: true);

        Models.Reload(changedOnly: true);
        Directory.CreateDirectory(_models);

        Assert.True(Models.TryFind("gone", out _));
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_told_of_once_each_time_and_what_is_served_goes_on()
    {
        SwapFolder.CopyTo(Path.Combine(_models, "kept"));
        Models.Reload(changedOnly: true);
        LoseTheFolder();
        LoseTheFolder();

        var line = Assert.Single(_log.With("The folder of models cannot be read; those served go on. "));
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains(_models, line.Text);
        Assert.True(Models.TryFind("kept", out _));

        Models.Reload(changedOnly: true);
        LoseTheFolder();
        Assert.Equal(2, _log.With("The folder of models cannot be read").Count);

        void LoseTheFolder()
        {
            using var closed = new WithoutRights(_models);
            Models.Reload(changedOnly: true);
        }
    }

    [Fact]
    public void A_folder_whose_name_is_none_or_another_model_s_is_refused()
    {
        _ = Models;
        SwapFolder.CopyTo(Path.Combine(_models, "a name"));
        SwapFolder.CopyTo(Path.Combine(_models, _folder.Name));

        Models.Reload(changedOnly: true);

        Assert.Equal(ModelName.Refusal, Models.Refused.ReasonOf("a name"));
        Assert.Equal($"Another model has this name, '{_folder.Path}'. Rename the folder.", Models.Refused.ReasonOf(_folder.Name));
        Assert.Equal([_folder.Name], Models.Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(0, false)]
    public async Task Files_are_looked_at_every_so_often_unless_that_is_off(double pollSeconds, bool isLookedAt)
    {
        var good = Current(_folder.Name);
        var options = _server.Services.GetRequiredService<ServingOptions>() with { PollSeconds = pollSeconds };
        using var hangUp = new HangUp();
        using var watcher = new ModelWatcher(
            new ModelReload(Models), hangUp, options, _server.Services.GetRequiredService<ILogger<ModelWatcher>>());
        await watcher.StartAsync(CancellationToken.None);
        _folder.Put(good: false);

        var isReplaced = SpinWait.SpinUntil(() => Current(_folder.Name) != good, TimeSpan.FromSeconds(isLookedAt ? 30 : 0.2));
        await watcher.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(isLookedAt, isReplaced);
        Assert.Empty(_log.With("Looking for changed models failed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_is_lost_is_told_of_once_and_what_it_held_is_as_before(bool changedOnly)
    {
        SwapFolder.CopyTo(Path.Combine(_models, "good"));
        Directory.CreateDirectory(Path.Combine(_models, "bad"));
        File.WriteAllText(Path.Combine(_models, "bad", "generator.onnx"), "");
        Models.Reload(changedOnly: true);
        var good = Current("good");
        Directory.Move(_models, _models + "-away");

        for (var i = 0; i < 3; i++)
        {
            Models.Reload(changedOnly);
        }

        Directory.Move(_models + "-away", _models);
        Models.Reload(changedOnly: true);
        Assert.Equal(LogLevel.Error, Assert.Single(_log.With("The folder of models cannot be read; those served go on.")).Level);
        Assert.Empty(_log.With("the new files are refused"));
        Assert.NotNull(Models.Refused.ReasonOf("bad"));
        Assert.Same(good, Current("good"));
    }

    [Fact]
    public void At_the_start_each_model_is_said_to_be_served()
    {
        _ = Models;

        var line = Assert.Single(_log.With("Serving "));

        Assert.Equal(LogLevel.Information, line.Level);
        Assert.Equal(
            $"Serving {_folder.Name}: {_folder.ModelFile} (preset fixture, SHA-256 {_folder.GoodVersion}) on 1 workers, PNG by runs",
            line.Text);
    }

    [Fact]
    public async Task The_images_that_wait_are_those_of_the_version_that_is_served()
    {
        _folder.Put(good: false);
        Models.Reload(changedOnly: false);
        using var figures = new ServerFigures(_server.Services);
        Assert.Equal(0, figures.Sum("gan.queue.images"));
        var model = Current(_folder.Name);
        var gate = new GatedLatents();
        var first = model.Batcher.GenerateAsync(gate, 1, CancellationToken.None).AsTask();
        gate.Reached.Wait();
        var second = model.Batcher.GenerateAsync(new SeededLatents(1, 0, null, 1), 7, CancellationToken.None).AsTask();

        Assert.Equal(7, figures.Sum("gan.queue.images", _folder.Name));
        gate.Opened.Set();
        (await first)!.Dispose();
        (await second)!.Dispose();
        Assert.Equal(0, figures.Sum("gan.queue.images"));
    }

    private ServedModel Current(string name)
    {
        Assert.True(Models.TryFind(name, out var entry));
        var model = entry.Hold();
        model.Release();
        return model;
    }
}
