namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Who may use a route. Every route declares one, in its group (<see cref="AccessConventions"/>); one that declares none answers nobody.
/// </summary>
internal enum Access
{
    /// <summary>Everybody, as often as they like: health, metrics, the API description.</summary>
    Everybody,

    /// <summary>Whoever has one of <c>Access:ApiKeys</c>, where there are any; as often as <c>Access:RequestsPerMinute</c>.</summary>
    KeyHolders,

    /// <summary>Whoever has the key of <c>Access:AdminKey</c>; nobody without that setting.</summary>
    Administrator,
}

/// <summary>The declaration, among an endpoint's metadata.</summary>
/// <param name="Access">Who may use it.</param>
internal sealed record AccessPolicy(Access Access);

/// <summary>Declares who may use the routes of a group.</summary>
internal static class AccessConventions
{
    /// <summary>See <see cref="Access.Everybody"/>.</summary>
    public static RouteGroupBuilder ForEverybody(this RouteGroupBuilder routes) => routes.WithMetadata(new AccessPolicy(Access.Everybody));

    /// <summary>See <see cref="Access.KeyHolders"/>.</summary>
    public static RouteGroupBuilder ForKeyHolders(this RouteGroupBuilder routes) =>
        routes.WithMetadata(new AccessPolicy(Access.KeyHolders)).RequireRateLimiting(ClientRate.Policy);

    /// <summary>See <see cref="Access.Administrator"/>.</summary>
    public static RouteGroupBuilder ForAdministrator(this RouteGroupBuilder routes) =>
        routes.WithMetadata(new AccessPolicy(Access.Administrator));
}
