namespace Gan.Onnx.Serving.Settings;

/// <summary>
/// Who may ask for what, and how often; without settings everybody may ask for pictures, as often as they like, and nobody for a reload.
/// </summary>
/// <param name="ApiKeys">Each opens the routes of pictures and models; none leaves them open to all.</param>
/// <param name="AdminKey">Opens <c>POST /models/reload</c>; null closes it.</param>
/// <param name="RequestsPerMinute">For each key, or each address where there are no keys; 0 for no limit.</param>
internal sealed record AccessOptions(IReadOnlyList<string> ApiKeys, string? AdminKey, int RequestsPerMinute)
{
    private const int ShortestKey = 16;

    public static AccessOptions Read(SettingsReader settings)
    {
        var keyForm = $"at least {ShortestKey} printable ASCII characters without spaces";
        var keys = settings.List(
            "Access:ApiKeys", "Each opens the routes of pictures and models; without any they are open to all.",
            $"keys with commas between them, each {keyForm}");
        var adminKey = settings.Text("Access:AdminKey", "Opens POST /models/reload; without it that is closed.", keyForm);
        foreach (var key in keys.Append(adminKey ?? keys.FirstOrDefault() ?? new string('x', ShortestKey)))
        {
            if (key.Length < ShortestKey || !key.All(character => character is > ' ' and <= '~'))
            {
                throw StartupException.BadKey(key.Length, ShortestKey);
            }
        }

        return new AccessOptions(
            keys,
            adminKey,
            settings.Integer(
                "Access:RequestsPerMinute", 0, 10_000_000, 0, ", 0 for no limit",
                "How often each key, or each address where there are no keys, may ask."));
    }
}
