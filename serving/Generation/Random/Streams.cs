namespace Gan.Onnx.Generation.Random;

/// <summary>Stream numbers of <see cref="RandomStream"/> that both programs know. Numbers from 100 on are free for training.</summary>
public static class Streams
{
    /// <summary>Latents of generated images; the block is the image's index.</summary>
    public const ulong Serving = 1;

    /// <summary>Classes of generated images that nobody asked a class for; the block is the image's index.</summary>
    public const ulong ServingLabels = 3;

    /// <summary>Latents of the trial run that checks a loaded generator.</summary>
    public const ulong Canary = 2;
}
