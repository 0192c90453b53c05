using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>
/// Decoded pictures that are kept between runs: for each set a file that is named after the key of its listing, images first. A file
/// appears whole, and is only believed if its sum fits.
/// </summary>
/// <param name="folder">Where the files are.</param>
internal sealed class PictureCache(string folder)
{
    private const string Ending = ".images";
    private const string Unfinished = ".tmp";

    /// <summary>How long a file is kept that nobody uses.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>How long a file is kept that is not finished and does not grow: its process was killed.</summary>
    private static readonly TimeSpan KeptUnfinished = TimeSpan.FromDays(1);

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Where the images of a key are, if they are there.</summary>
    public string PathOf(string key) => Path.Combine(folder, key + Ending);

    /// <summary>What is kept for a key; null for nothing. It counts as used now.</summary>
    public DecodedPictures? Find(string key, PictureForm form)
    {
        var path = PathOf(key);
        var found = DecodedPictures.Read(path, form);
        if (found is not null)
        {
            Touch(path);
        }

        return found;
    }

    /// <summary>Makes a file, when there is room for it.</summary>
    /// <param name="key">The listing's.</param>
    /// <param name="length">Bytes of the images, or a few more.</param>
    /// <param name="write">Writes the images, and says what they are.</param>
    /// <exception cref="IOException">It cannot be made, or there is no room.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made.</exception>
    public DecodedPictures Add(string key, long length, Func<Stream, DecodedPictures> write)
    {
        OutputFolder.Make(folder);
        RemoveUnused();
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < length)
        {
            throw new IOException(FormattableString.Invariant($"{free / 1e6:N0} MB are free"));
        }

        // A name of its own: another process may be decoding the same pictures.
        var temporary = $"{PathOf(key)}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            DecodedPictures decoded;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 20))
            {
                decoded = write(file);
                file.Position = file.Length;
                decoded.Write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, PathOf(key), overwrite: true);
            return decoded;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private void RemoveUnused()
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles($"*{Ending}*"))
        {
            var most = file.Name.EndsWith(Unfinished, StringComparison.Ordinal) ? KeptUnfinished : Kept;
            if (DateTime.UtcNow - file.LastWriteTimeUtc > most)
            {
                file.Delete();
            }
        }
    }

    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A cache that can only be read is as good.
        }
    }
}
