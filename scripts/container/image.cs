#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=image/*.cs
#:package JsonSchema.Net
#:package YamlDotNet
// Reads the Dockerfile and docker-compose.yml, so that scripts/container does what they say without an engine.
//   dotnet run scripts/container/image.cs steps REPOSITORY STAGE
//     the stage and those that it is made from, as shell: `copy FROM… TO`, `copy_from STAGE FROM TO`, `workdir FOLDER`, exports, commands
//   dotnet run scripts/container/image.cs start REPOSITORY SERVICE PROJECT STAGE=FOLDER…
//     the user, and then arguments of bwrap that start the service as Compose would, one a line; PROJECT takes the place of the folder
//     of docker-compose.yml, and each FOLDER that of what the image has from the STAGE
//   dotnet run scripts/container/image.cs validate COMPOSE_FILE SCHEMA
//     what the Compose specification's JSON schema forbids in the file; ends with 1 where there is something
if (args is ["steps", var sources, var stage])
{
    foreach (var line in Dockerfile.Read(Path.Combine(sources, "Dockerfile")).Steps(stage))
    {
        Console.WriteLine(line);
    }

    return 0;
}

if (args is ["validate", var compose, var schema])
{
    string[] faults = [.. ComposeSchema.Faults(schema, compose)];
    foreach (var fault in faults)
    {
        Console.WriteLine(fault);
    }

    return faults.Length == 0 ? 0 : 1;
}

if (args is not ["start", var repository, var name, var project, .. var given])
{
    Console.Error.WriteLine(
        "usage: image.cs steps REPOSITORY STAGE | start REPOSITORY SERVICE PROJECT STAGE=FOLDER… | validate COMPOSE_FILE SCHEMA");
    return 2;
}

var service = ComposeService.Read(Path.Combine(repository, "docker-compose.yml"), name);
var image = Dockerfile.Read(Path.Combine(repository, "Dockerfile")).Image(service.Target);
var folders = given.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

Console.WriteLine(service.User ?? image.User);
List<string> arguments = [];
foreach (var (from, to) in image.Copies)
{
    arguments.AddRange("--ro-bind", folders[from], to);
}

foreach (var (from, to, isReadOnly) in service.Volumes)
{
    arguments.AddRange(isReadOnly ? "--ro-bind" : "--bind", Path.GetFullPath(from, project), to);
}

foreach (var (variable, value) in image.Environment.Concat(service.Environment))
{
    arguments.AddRange("--setenv", variable, value);
}

if (!service.IsReadOnly || service.Temporary is null)
{
    Console.Error.WriteLine($"{name}: expected read_only and a tmpfs, which is the only way that can be tried here");
    return 1;
}

arguments.AddRange("--tmpfs", service.Temporary, "--chdir", image.Folder);
foreach (var argument in arguments.Concat(image.EntryPoint).Concat(service.Command))
{
    Console.WriteLine(argument);
}

return 0;
