namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>A folder of pictures as images and labels.</summary>
/// <param name="form">What each picture is made into.</param>
/// <param name="labelled">Whether sub-folders are classes.</param>
/// <param name="skipUnreadable">Whether to go on without pictures that cannot be read.</param>
/// <param name="cache">Where decoded pictures are kept, if the set is not a small one.</param>
/// <param name="progress">Told in words how far it is.</param>
/// <param name="cancellation">Stops between two pictures.</param>
public sealed class ImageFolder(
    PictureForm form,
    bool labelled,
    bool skipUnreadable,
    string cache,
    IProgress<string>? progress,
    CancellationToken cancellation)
{
    /// <summary>Images of at most so many bytes are kept in memory, if that is not more than a quarter of what there is.</summary>
    private const long MostInMemory = 1L << 30;

    /// <summary>
    /// Sets of fewer bytes, as files and as images, are decoded anew for each run, which takes a second or two: 16 MiB.
    /// </summary>
    internal long Small { get; init; } = 1 << 24;

    /// <summary>Images of more bytes are read from the file, one by one.</summary>
    internal long InMemory { get; init; } = Math.Min(MostInMemory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);

    /// <summary>
    /// Reads all pictures below a folder. Their order is random and always the same for the same names, so that classes are mixed.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DatasetException">
    /// There is no folder, no picture or no sub-folder, or files are no pictures, damaged or too large; all of them are named at once.
    /// </exception>
    public ImageSet Read(string folder)
    {
        var listing = PictureListing.Of(folder, labelled, progress, cancellation);
        var length = (long)listing.Files.Count * form.Length;
        var images = length < Small && listing.Bytes < Small ? Anew(listing) : Cached(listing, length);
        return new ImageSet(images.Rows, labelled ? Labels(listing, images.Decoded) : null);
    }

    private (DecodedPictures Decoded, ImageRows Rows) Anew(PictureListing listing)
    {
        using var images = new MemoryStream();
        var decoded = Decode(listing, images);
        return (decoded, Array(listing, decoded, images.ToArray()));
    }

    private (DecodedPictures Decoded, ImageRows Rows) Cached(PictureListing listing, long length)
    {
        var (kept, key) = (new PictureCache(cache), listing.Key(form));
        DecodedPictures? decoded;
        try
        {
            decoded = kept.Find(key, form);
            if (decoded is not null && (skipUnreadable || decoded.Unreadable.Count == 0))
            {
                Check(listing, decoded);
            }
            else
            {
                // What could not be read, and is wanted, may have been mended without a trace in lengths and times.
                progress?.Report($"{listing.Root}: decoding {listing.Files.Count} pictures into {kept.Folder}");
                decoded = kept.Add(key, length, images => Decode(listing, images));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (length > InMemory)
            {
                throw DatasetException.NoRoom(kept.Folder, length, exception.Message);
            }

            progress?.Report($"Decoded pictures cannot be kept in {kept.Folder} for the next run: {exception.Message}");
            return Anew(listing);
        }

        var (path, count) = (kept.PathOf(key), (long)decoded.Count * form.Length);
        return (decoded, count > InMemory
            ? new FileRows(listing.Root, form.ShapeOf(decoded.Count), decoded.Sha256, path)
            : Array(listing, decoded, File.ReadAllBytes(path)));
    }

    private DecodedPictures Decode(PictureListing listing, Stream images)
    {
        var (labels, unreadable) = new PictureDecoding(form, progress, cancellation).Run(listing, images);
        var decoded = new DecodedPictures(labels.Length, DecodedPictures.SumOf(images, form, labels.Length), labels, unreadable);
        Check(listing, decoded);
        return decoded;
    }

    private ArrayRows Array(PictureListing listing, DecodedPictures decoded, byte[] bytes) =>
        new(listing.Root, form.ShapeOf(decoded.Count), decoded.Sha256, bytes.AsMemory(0, decoded.Count * form.Length));

    private void Check(PictureListing listing, DecodedPictures decoded)
    {
        var (root, all, problems) = (listing.Root, listing.Files.Count, decoded.Unreadable);
        if (problems.Count > 0 && !skipUnreadable)
        {
            foreach (var problem in problems.Skip(DatasetException.MostNamed))
            {
                progress?.Report(problem);
            }

            throw DatasetException.ManyUnreadable(root, all, problems);
        }

        if (problems.Count > 0)
        {
            progress?.Report(
                $"{root}: {problems.Count} of {all} pictures cannot be read and are left out: {DatasetException.Some(problems)}");
        }

        if (decoded.Count == 0)
        {
            throw DatasetException.NoPictures(root, "holds no picture that can be read");
        }
    }

    private static ImageLabels Labels(PictureListing listing, DecodedPictures decoded)
    {
        string[] empty = [.. listing.Classes!.Where((_, label) => !decoded.Labels.Contains((byte)label))];
        var sum = IdxFile.Of(listing.Root, [decoded.Count], decoded.Labels).Sha256;
        return empty.Length > 0
            ? throw DatasetException.EmptyClasses(listing.Root, empty)
            : new ImageLabels(listing.Root, decoded.Labels, listing.Classes!.Count, ImageLabels.Named(listing.Classes), sum);
    }
}
