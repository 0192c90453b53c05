using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Presets;

/// <summary>Every mistake is described in the preset's own words, with the way out.</summary>
public class PresetMistakeTests
{
    public static TheoryData<string, string> MissingTypes => new()
    {
        { "generator.layers.1.type", $"generator.layers.1 lacks 'type'. Add one of {Types<Layer>()}." },
        { "data.type", $"data lacks 'type'. Add one of {Types<DataOptions>()}." },
    };

    public static TheoryData<string, string, string> TypesOfTheWrongKind => new()
    {
        { "generator.layers.1.type", "3", $"generator.layers.1.type must be one of {Types<Layer>()}, found 3." },
        {
            "penalties",
            "[{\"type\":\"r3\",\"gamma\":1}]",
            $"penalties.0.type 'r3' is unknown. Did you mean 'r1'? Known: {Types<Penalty>()}."
        },
    };

    public static TheoryData<string, string, string> UnknownTypes => new()
    {
        {
            "generator.layers.1.type",
            "LeakyRelu",
            $"generator.layers.1.type 'LeakyRelu' is unknown. Did you mean 'LeakyReLU'? Known: {Types<Layer>()}."
        },
        { "generator.layers.1.type", "Attention", $"generator.layers.1.type 'Attention' is unknown. Known: {Types<Layer>()}." },
        { "optimizers.generator.type", "sgd", $"optimizers.generator.type 'sgd' is unknown. Known: {Types<Optimizer>()}." },
        { "loss.type", "wgan", $"loss.type 'wgan' is unknown. Known: {Types<Loss>()}." },
        { "data.type", "cifar", $"data.type 'cifar' is unknown. Known: {Types<DataOptions>()}." },
    };
    [Theory]
    [InlineData(
        "batch",
        "the preset has no field 'batch'; it has name, description, "
        + "source, data, latent, generator, discriminator, loss, penalties, optimizers, schedule, ema, shortcuts, augment.")]
    [InlineData(
        "optimisers",
        "the preset has no field 'optimisers'; it has name, description, source, "
        + "data, latent, generator, discriminator, loss, penalties, optimizers, schedule, ema, shortcuts, augment."
        + " Did you mean 'optimizers'?")]
    [InlineData("data.size", "data has no field 'size'; it has type, mean, std, samplesPerEpoch, batch.")]
    [InlineData("generator.layers.0.inn", "generator.layers.0 has no field 'inn'; it has type, in, out. Did you mean 'in'?")]
    [InlineData(
        "loss.realtarget",
        "loss has no field 'realtarget'; it has type, realTarget, fakeTarget, generatorTarget. Did you mean 'realTarget'?")]
    [InlineData("data.itemShape", "data has no field 'itemShape'; it has type, mean, std, samplesPerEpoch, batch.")]
    public void Unknown_field_is_refused(string path, string message) => Refused(message, tree => Set(tree, path, JsonValue.Create(1)));

    [Theory]
    [InlineData("schedule", "the preset lacks 'schedule'. Every field is required: add schedule.")]
    [InlineData("latent.size", "latent lacks 'size'. Every field is required: add latent.size.")]
    [InlineData(
        "optimizers.generator.epsilon", "optimizers.generator lacks 'epsilon'. Every field is required: add optimizers.generator.epsilon.")]
    [InlineData("generator.layers.0.out", "generator.layers.0 lacks 'out'. Every field is required: add generator.layers.0.out.")]
    [MemberData(nameof(MissingTypes))]
    public void Missing_field_is_refused(string path, string message) => Refused(message, tree =>
    {
        var (parent, name) = Parent(tree, path);
        Assert.True(parent.AsObject().Remove(name));
    });

    [Theory]
    [InlineData("data.batch", "\"many\"", "data.batch must be a whole number, 1 to 65536, found \"many\".")]
    [InlineData("data.batch", "1.5", "data.batch must be a whole number, 1 to 65536, found 1.5.")]
    [InlineData("data.batch", "99999999999", "data.batch must be a whole number, 1 to 65536, found 99999999999.")]
    [InlineData("schedule.seed", "1e30", "schedule.seed must be a whole number, 0 to 9223372036854775807, found 1e30.")]
    [InlineData("data.mean", "\"4\"", "data.mean must be a number, -1000000 to 1000000, found \"4\".")]
    [InlineData("data.mean", "1e999", "data.mean must be a number, -1000000 to 1000000, found 1e999.")]
    [InlineData("latent.distribution.low", "-1e39", "latent.distribution.low must be a number, found -1e39.")]
    [InlineData("name", "7", "name must be text in quotes, found 7.")]
    [InlineData("source", "null", "source must be text in quotes, found null.")]
    [InlineData("schedule.generatorLatents", "\"recycle\"", "schedule.generatorLatents must be one of fresh, reuse, found \"recycle\".")]
    [InlineData("schedule.generatorLatents", "0", "schedule.generatorLatents must be one of fresh, reuse, found 0.")]
    [InlineData("penalties", "{}", "penalties must be a list in brackets, found {}.")]

    [InlineData("penalties", "[{\"type\":\"r1\"}]", "penalties.0 lacks 'gamma'. Every field is required: add penalties.0.gamma.")]
    [InlineData("penalties", "[{\"type\":\"r1\",\"weight\":1}]", "penalties.0 has no field 'weight'; it has type, gamma, values.")]
    [InlineData(
        "penalties",
        "[{\"type\":\"r1\",\"gamma\":1},{\"type\":\"r1\",\"gamma\":2}]",
        "penalties.1 is of the same type as one before it. Give each type once.")]
    [InlineData("schedule", "[]", "schedule must be an object in braces, found [].")]
    [InlineData("loss", "null", "loss must be an object in braces, found null.")]
    [InlineData("generator.layers", "{}", "generator.layers must be a list in brackets, found {}.")]
    [InlineData("generator.layers.1", "\"ReLU\"", "generator.layers.1 must be an object in braces, found \"ReLU\".")]
    [MemberData(nameof(TypesOfTheWrongKind))]
    public void Value_of_the_wrong_kind_is_refused(string path, string json, string message) =>
        Refused(message, tree => Set(tree, path, JsonNode.Parse(json)));

    [Theory]
    [MemberData(nameof(UnknownTypes))]
    public void Unknown_type_is_refused(string path, string type, string message) =>
        Refused(message, tree => Set(tree, path, JsonValue.Create(type)));

    /// <summary>Some of each kind by name: the lists above are built, and would be right if nothing were known.</summary>
    [Theory]
    [InlineData("generator.layers.1.type", "AvgPool2d", "Conv2d", "ConvTranspose2d", "ReLU", "Upsample")]
    [InlineData("loss.type", "bceWithLogits", "hinge", "wasserstein")]
    [InlineData("optimizers.generator.type", "adam")]
    [InlineData("generator.initializer.weight.type", "constant", "normal", "zeros")]
    [InlineData("latent.distribution.type", "normal", "uniform")]
    [InlineData("data.type", "gaussian", "idx", "images", "mnist")]
    public void Known_types_are_listed_in_alphabetical_order(string path, params string[] some)
    {
        var message = Refusal(tree => Set(tree, path, JsonValue.Create("no such type")));
        var known = message.Split(" is unknown. Known: ")[1].TrimEnd('.').Split(", ");

        Assert.Equal(known.Order(StringComparer.Ordinal), known);
        Assert.Equal(some, known.Intersect(some));
    }

    [Theory]
    [InlineData("data.batch", "0", "data.batch must be 1 to 65536, found 0.")]
    [InlineData("data.std", "0", "data.std must be 1E-06 to 1000000, found 0.")]
    [InlineData("data.samplesPerEpoch", "63", "data.samplesPerEpoch must be a multiple of data.batch (8), found 63.")]
    [InlineData("latent.truncation", "0", "latent.truncation must be 0.1 to 1, found 0.")]
    [InlineData("latent.truncation", "1.5", "latent.truncation must be 0.1 to 1, found 1.5.")]
    [InlineData("data.mean", "1e39", "data.mean must be -1000000 to 1000000, found 1E+39.")]
    [InlineData("latent.distribution.high", "2e6", "latent.distribution.high must be -1000000 to 1000000, found 2000000.")]
    [InlineData(
        "latent.distribution",
        """{"type":"uniform","low":0,"high":1e-8}""",
        "latent.distribution: low must be below high by 1E-06 or more, found low 0 and high 1E-08.")]
    [InlineData("latent.size", "-1", "latent.size must be 1 to 65536, found -1.")]
    [InlineData("latent.distribution.low", "1", "latent.distribution: low must be below high by 1E-06 or more, found low 1 and high 1.")]
    [InlineData("generator.layers.0.in", "0", "generator.layers.0.in must be 1 to 16777216, found 0.")]
    [InlineData("generator.layers.2.p", "1", "generator.layers.2.p must be at least 0 and below 1, found 1.")]
    [InlineData("discriminator.layers", "[]", "discriminator.layers must hold at least one layer, found none.")]
    [InlineData("loss.realTarget", "1.5", "loss.realTarget must be 0 to 1, found 1.5.")]
    [InlineData("penalties", "[{\"type\":\"r1\",\"gamma\":-1}]", "penalties.0.gamma must be 0 to 1000000, found -1.")]
    [InlineData("penalties", "[{\"type\":\"r2\",\"gamma\":2e6}]", "penalties.0.gamma must be 0 to 1000000, found 2000000.")]
    [InlineData("penalties", "[{\"type\":\"gradientPenalty\",\"weight\":-0.5}]", "penalties.0.weight must be 0 to 1000000, found -0.5.")]
    [InlineData("optimizers.discriminator.beta1", "1", "optimizers.discriminator.beta1 must be at least 0 and below 1, found 1.")]
    [InlineData("schedule.epochs", "0", "schedule.epochs must be 1 to 1000000, found 0.")]
    [InlineData("schedule.seed", "-1", "schedule.seed must be 0 to 9223372036854775807, found -1.")]
    public void Number_out_of_range_is_refused(string path, string json, string message) =>
        Refused(message, tree => Set(tree, path, JsonNode.Parse(json)));

    [Theory]
    [InlineData(
        "data.range=[1, -1]",
        "data.range must be two numbers from -1000000 to 1000000, black below white by 1E-06 or more, found [1, -1].")]
    [InlineData(
        "data.range=[-1e300, 1e300]",
        "data.range must be two numbers from -1000000 to 1000000, black below white by 1E-06 or more, found [-1E+300, 1E+300].")]
    [InlineData(
        "data.range=[0, 1e-300]",
        "data.range must be two numbers from -1000000 to 1000000, black below white by 1E-06 or more, found [0, 1E-300].")]
    [InlineData("latent.distribution.mean=2e38", "latent.distribution.mean must be -1000000 to 1000000, found 1.9999999360571385E+38.")]
    [InlineData(
        "data.range=[0]", "data.range must be two numbers from -1000000 to 1000000, black below white by 1E-06 or more, found [0].")]
    [InlineData("data.range=[0, \"white\"]", "data.range.1 must be a number, found \"white\".")]
    [InlineData("data.batch=60001", "data.batch must be 1 to 60000, found 60001.")]
    [InlineData("data.batch=", "data.batch must be a whole number, 1 to 60000, found \"\".")]
    [InlineData("data.batch=null", "data.batch must be a whole number, 1 to 60000, found null.")]
    [InlineData("latent.distribution.std=0", "latent.distribution.std must be 1E-06 to 1000000, found 0.")]
    public void Setting_of_a_wrong_value_is_refused(string setting, string message) => Assert.Equal(
        $"Preset 'mlp': {message}", Assert.Throws<PresetException>(() => PresetSource.Load("mlp", [setting])).Message);

    [Theory]
    [InlineData("data.batch", "--set 'data.batch': expected path=value, for example data.batch=64.")]
    [InlineData("=64", "--set '=64': expected path=value, for example data.batch=64.")]
    [InlineData(
        "data.batsh=64",
        "--set 'data.batsh=64': 'data' has no field 'batsh'; it has type, range, batch, lastBatch, holdOut. Did you mean 'batch'?")]
    [InlineData(
        "lr=1",
        "--set 'lr=1': the preset has no field 'lr'; it has name, description, "
        + "source, data, latent, generator, discriminator, loss, penalties, optimizers, schedule, ema, shortcuts.")]
    [InlineData("data.range.2=0", "--set 'data.range.2=0': 'data.range' has no field '2'; it has 0, 1.")]
    [InlineData("data.range.-1=0", "--set 'data.range.-1=0': 'data.range' has no field '-1'; it has 0, 1.")]
    [InlineData("data.batch.x=0", "--set 'data.batch.x=0': 'data.batch' has no field 'x'; it has no fields.")]
    [InlineData("data..batch=0", "--set 'data..batch=0': 'data' has no field ''; it has type, range, batch, lastBatch, holdOut.")]
    public void Setting_that_leads_nowhere_is_refused(string setting, string message) =>
        Assert.Equal(message, Assert.Throws<PresetException>(() => PresetSource.Load("mlp", [setting])).Message);

    [Theory]
    [InlineData("name=\"\\ud800\"", "the value must be text, found half of a surrogate pair in \\ud800. Write the whole letter.")]
    [InlineData(
        "data={\"a\":2,\"\\udc00\":1}", "a field's name must be text, found half of a surrogate pair in \\udc00. Write the whole letter.")]
    [InlineData(
        "data={\"type\":\"a\\ud800\"}", "'type' must be text, found half of a surrogate pair in a\\ud800. Write the whole letter.")]
    public void Half_of_a_letter_is_refused_in_any_text(string setting, string message) => Assert.Equal(
        $"--set '{setting}': {message}", Assert.Throws<PresetException>(() => PresetSource.Load("mlp", [setting])).Message);

    [Theory]
    [InlineData(
        "mlp",
        "generator.layers.0={\"type\":\"Embedding\",\"classes\":9,\"features\":2}",
        "generator.layers.0.classes must be 10, the number of the data's classes, found 9.")]
    [InlineData(
        "gaussian-1d",
        "generator.layers.0={\"type\":\"Embedding\",\"classes\":10,\"features\":2}",
        "generator.layers.0 looks at labels, and the data have none. Leave the layer out, or use data with labels.")]
    [InlineData(
        "mlp",
        "discriminator.layers.4={\"type\":\"Projection\",\"in\":128,\"classes\":10}",
        "the discriminator looks at labels and the generator does not, so it cannot learn to please it. Give the generator an Embedding.")]
    public void Labels_that_do_not_fit_are_refused(string preset, string setting, string message) => Assert.Equal(
        $"Preset '{preset}': {message}", Assert.Throws<PresetException>(() => PresetSource.Load(preset, [setting])).Message);

    /// <summary>The names that a field's <c>type</c> may have, as a message lists them.</summary>
    private static string Types<T>() => string.Join(
        ", ",
        PresetJson.Options.GetTypeInfo(typeof(T)).PolymorphismOptions!.DerivedTypes
            .Select(type => (string)type.TypeDiscriminator!)
            .Order(StringComparer.Ordinal));

    private static void Refused(string message, Action<JsonObject> spoil) => Assert.Equal($"Preset 'mine': {message}", Refusal(spoil));

    private static string Refusal(Action<JsonObject> spoil)
    {
        var tree = JsonSerializer.SerializeToNode(TinyPresets.Scalars(), PresetJson.Options)!.AsObject();
        spoil(tree);

        return Assert.Throws<PresetException>(() => PresetSource.Parse("mine", tree)).Message;
    }

    private static void Set(JsonObject tree, string path, JsonNode? value)
    {
        var (parent, name) = Parent(tree, path);
        if (parent is JsonArray items)
        {
            items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            parent[name] = value;
        }
    }

    private static (JsonNode Parent, string Name) Parent(JsonObject tree, string path)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(
            (JsonNode)tree,
            (node, name) =>
                node is JsonArray items ? items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!);
        return (parent, names[^1]);
    }
}
