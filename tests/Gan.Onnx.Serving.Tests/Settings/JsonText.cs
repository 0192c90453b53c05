using System.Text;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Gan.Onnx.Serving.Tests.Settings;

/// <summary>A folder that holds one settings file, which lies nowhere.</summary>
internal sealed class JsonText(string text) : IFileProvider, IFileInfo
{
    public const string FileName = "appsettings.json";

    public bool Exists => true;

    public bool IsDirectory => false;

    public DateTimeOffset LastModified => default;

    public long Length => Encoding.UTF8.GetByteCount(text);

    public string Name => FileName;

    public string? PhysicalPath => null;

    public Stream CreateReadStream() => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public IFileInfo GetFileInfo(string subpath) => this;

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
