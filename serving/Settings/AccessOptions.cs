namespace Gan.Onnx.Serving.Settings;

/// <summary>
/// Who may ask for what, and how often; without settings everybody may ask for pictures, as often as they like, and nobody for a reload.
/// </summary>
/// <param name="ApiKeys">Each opens the routes of pictures and models; none leaves them open to all.</param>
/// <param name="AdminKey">Opens <c>POST /models/reload</c>; null closes it.</param>
/// <param name="RequestsPerMinute">For each key, or each address where there are no keys; 0 for no limit.</param>
/// <param name="Burst">
/// How many of them a client may send at once that was silent; a further one is allowed every 60 / RequestsPerMinute seconds. By default
/// a minute's requests.
/// </param>
internal sealed record AccessOptions(IReadOnlyList<string> ApiKeys, string? AdminKey, int RequestsPerMinute, int Burst)
{
    private const int ShortestKey = 16;
    private const int MostRequests = 10_000_000;

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

        var requestsPerMinute = settings.Integer(
            "Access:RequestsPerMinute", 0, MostRequests, 0, ", 0 for no limit",
            "How often each key, or each address where there are no keys, may ask.");
        var burst = settings.Integer(
            "Access:Burst", 0, MostRequests, 0, ", 0 for as many as Access:RequestsPerMinute",
            "How many of these requests a client may send at once that was silent.");
        return new AccessOptions(keys, adminKey, requestsPerMinute, burst > 0 ? burst : requestsPerMinute);
    }
}
