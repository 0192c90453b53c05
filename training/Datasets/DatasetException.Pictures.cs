namespace Gan.Onnx.Training.Datasets;

/// <content>What is wrong with folders of pictures.</content>
public sealed partial class DatasetException
{
    /// <summary>Formats that are read, in words.</summary>
    internal const string PictureFormats = "PNG, JPEG, BMP, WebP or GIF";

    /// <summary>As many files as one message names; the others are counted.</summary>
    internal const int MostNamed = 10;

    internal static DatasetException NoPictures(string folder, string problem) =>
        new(
            $"{folder}: the folder {problem}. Name one with pictures (.png, .jpg, .jpeg, .bmp, .webp, .gif), "
            + "in a sub-folder for each class if the preset looks at labels.");

    internal static DatasetException NotAPicture(string path, ReadOnlySpan<byte> file) =>
        new(file.IsEmpty
            ? $"{path}: expected a picture ({PictureFormats}), found an empty file. Remove or replace it."
            : $"{path}: expected a picture ({PictureFormats}), "
                + $"found a file that starts with {Convert.ToHexStringLower(file[..Math.Min(4, file.Length)])}. Remove or replace it.");

    internal static DatasetException OtherFormat(string path, string found) =>
        new($"{path}: expected a picture ({PictureFormats}), found a file of the format {found}. Convert it, or remove it.");

    internal static DatasetException NotReadable(string path, Exception inner) =>
        new(
            $"{path}: expected a picture ({PictureFormats}), found a file that cannot be read ({Words(inner)}). "
            + "Make it readable, or remove it.",
            inner);

    internal static DatasetException ClosedFolder(string path) =>
        new($"{path}: expected a folder of pictures, found one that may not be looked into. Give permission to read it, or remove it.");

    internal static DatasetException NameNotUtf8(string path) =>
        new($"{path}: expected a name in UTF-8, found one of other bytes, so it cannot be opened. Rename it, for example with convmv.");

    internal static DatasetException ManyUnreadable(string folder, int all, IReadOnlyList<string> reasons) =>
        new(
            reasons.Count == 1
                ? $"{reasons[0]} Or go on without it: --skip-unreadable."
                : $"{folder}: {reasons.Count} of {all} pictures cannot be read: {Some(reasons)}. "
                + "Replace or remove them, or go on without them: --skip-unreadable.");

    internal static DatasetException EmptyClasses(string folder, IReadOnlyList<string> names) =>
        new(
            $"{folder}: each sub-folder is a class, and {(names.Count == 1 ? "one has" : $"{names.Count} have")} no picture that can be "
            + $"read: {Some(names)}. Put pictures there, or remove {(names.Count == 1 ? "it" : "them")}.");

    internal static DatasetException TooManyFolders(string folder, int most, int found) =>
        new(
            $"{folder}: the folder has {found} sub-folders, and each of 1 to {most} is a class. "
            + "Remove some, or train without classes: --set data.labelClasses=1.");

    internal static DatasetException NoRoom(string folder, long needed, string problem) =>
        new(
            FormattableString.Invariant($"{folder}: the decoded pictures take {needed / 1e6:N0} MB there, and {problem.TrimEnd('.')}. ")
            + "Free the space, or set GAN_ONNX_CACHE to a folder that has it.");

    internal static DatasetException CutOff(string path, string format) =>
        new($"{path}: expected a whole {format} file, found one that stops before its end. It is cut off or damaged: replace it.");

    internal static DatasetException DamagedPicture(string path, Exception inner) =>
        new(
            $"{path}: expected a picture ({PictureFormats}), "
            + $"found one that cannot be decoded ({Words(inner)}). It is damaged: replace it.",
            inner);

    internal static DatasetException TooManyPixels(string path, long most, int width, int height) =>
        new($"{path}: expected a picture of at most {most} pixels, found {width}×{height}. Give a smaller copy of it.");

    internal static DatasetException TooSlow(string path, int seconds) =>
        new(
            $"{path}: expected a picture that is decoded within {seconds} seconds, found one that is not. "
            + "It is damaged or very large: replace it.");

    internal static DatasetException TooLargeFile(string path, long most, long found) =>
        new($"{path}: expected a picture of at most {most} bytes, found {found}. Give a smaller copy of it.");

    /// <summary>The first ten, and how many more there are.</summary>
    internal static string Some(IReadOnlyList<string> all)
    {
        var first = string.Join("; ", all.Take(MostNamed).Select(one => one.TrimEnd('.')));
        return all.Count > MostNamed ? $"{first}; and {all.Count - MostNamed} more" : first;
    }

    private static string Words(Exception inner) => inner.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
