namespace Gan.Onnx.Training.Datasets;

/// <summary>Where fetched data is kept between runs, outside the repository.</summary>
public static class CacheFolder
{
    /// <summary>
    /// The folder <paramref name="name"/> under <c>$GAN_ONNX_CACHE</c> if set, else under <c>gan-onnx</c> in <c>$XDG_CACHE_HOME</c>, else
    /// in <c>~/.cache</c>. It need not exist.
    /// </summary>
    /// <exception cref="DatasetException">No variable is set and there is no home folder.</exception>
    public static string For(string name) => For(name, Environment.GetEnvironmentVariable);

    /// <summary>As <see cref="For(string)"/>, with another source of environment variables.</summary>
    public static string For(string name, Func<string, string?> environment)
    {
        if (environment("GAN_ONNX_CACHE") is { Length: > 0 } own)
        {
            return Path.Combine(Path.GetFullPath(own), name);
        }

        // The XDG base directory specification has relative paths ignored.
        var cache = environment("XDG_CACHE_HOME") is { } xdg && Path.IsPathFullyQualified(xdg)
            ? xdg
            : Path.Combine(Home(environment), ".cache");
        return Path.Combine(cache, "gan-onnx", name);
    }

    private static string Home(Func<string, string?> environment)
    {
        var home = environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? home : throw DatasetException.NoHome();
    }
}
