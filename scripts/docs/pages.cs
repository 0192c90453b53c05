#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=pages/*.cs
// Looks at every Markdown file: its relative links, the anchors in them and its images exist; the index page of a folder of pages links
// all of them; every message that a page of troubleshooting quotes is in the sources. Started by scripts/docs/check.sh.
//   dotnet run scripts/docs/pages.cs ROOT FILE…      (the files of the repository, relative to ROOT)
// Names what is wrong, each as FILE:LINE. Exit code 1 if anything is; ends with `N passed, N failed`.
if (args is not [var root, _, ..])
{
    Console.Error.WriteLine("usage: pages.cs ROOT FILE…");
    return 2;
}

string[] files = [.. args[1..].Order(StringComparer.Ordinal)];
var pages = files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))
    .ToDictionary(file => file, file => new Page(file, File.ReadAllText(Path.Combine(root, file))));
var sources = new Sources(root, files);

var checks = pages.Values.SelectMany(page => Links.Check(page, pages, files))
    .Concat(Indexes.Check(pages))
    .Concat(pages.Values.Where(page => Path.GetFileName(page.Path) == Messages.PageName).SelectMany(page => Messages.Check(page, sources)))
    .ToArray();
var faults = checks.OfType<Fault>().ToArray();
foreach (var fault in faults)
{
    Console.WriteLine($"FAILED  {fault.File}:{fault.Line}: {fault.Problem}");
}

Console.WriteLine($"{checks.Length - faults.Length} passed, {faults.Length} failed");
return faults.Length == 0 && checks.Length > 0 ? 0 : 1;
