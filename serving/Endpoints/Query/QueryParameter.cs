using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>A parameter of a query string; the one description is used to read it and to document it.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Description">For the API description.</param>
internal abstract record QueryParameter(string Name, string Description)
{
    /// <summary>What the value must be, as in "must be a whole number from 1 to 100".</summary>
    public abstract string Expected { get; }

    /// <summary>What may help whoever gave a value that is none, with a space at the end; empty for nothing.</summary>
    public virtual string Hint(string text) => "";

    /// <summary>What the API description says of the value.</summary>
    public abstract OpenApiSchema Schema();

    public OpenApiParameter Describe(ParameterLocation location = ParameterLocation.Query) => new()
    {
        Name = Name,
        In = location,
        Required = location == ParameterLocation.Path,
        Description = Description,
        Schema = Schema(),
        // Lists are one value with commas, the same as they are read.
        Explode = Schema().Type != JsonSchemaType.Array,
    };
}

/// <summary>A parameter whose value is read as <typeparamref name="T"/>.</summary>
internal abstract record QueryParameter<T>(string Name, string Description) : QueryParameter(Name, Description)
{
    /// <summary>Reads a value strictly.</summary>
    /// <returns>False when it is not as <see cref="QueryParameter.Expected"/>.</returns>
    public abstract bool TryParse(string text, out T value);

    /// <summary>One text for each value, however it was written in the request; texts of different values differ.</summary>
    public abstract string Canonical(T value);
}
