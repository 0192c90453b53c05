namespace Gan.Onnx.Generation;

/// <summary>Stream numbers of <see cref="RandomStream"/> that both programs know. Numbers from 100 on are free for training.</summary>
public static class Streams
{
    /// <summary>Latents of generated images; the block is the image's index.</summary>
    public const ulong Serving = 1;

    /// <summary>Latents of the trial run that checks a loaded generator.</summary>
    public const ulong Canary = 2;
}
