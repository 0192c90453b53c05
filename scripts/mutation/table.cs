#!/usr/bin/env dotnet
#:property PublishAot=false
#:property Sources=table/*.cs;../markdown/*.cs
// What Stryker's report says, by folder, and every slip that no test noticed.
//   dotnet run scripts/mutation/table.cs mutation-report.json LEAST_PERCENT
using System.Globalization;

if (args is not [var file, var least])
{
    Console.Error.WriteLine("usage: table.cs mutation-report.json LEAST_PERCENT");
    return 2;
}

var slips = Slip.ReadAll(file);
var folders = slips.GroupBy(slip => slip.Folder).OrderBy(group => group.Key, StringComparer.Ordinal)
    .Select(group => new Score(group.Key, [.. group]))
    .Append(new Score("all", slips))
    .ToArray();
Console.WriteLine(Table.Of(Score.Headings, folders.Select(score => score.Cells)));
Console.WriteLine();
foreach (var slip in slips.Where(slip => !slip.IsNoticed))
{
    Console.WriteLine(slip);
}

var reached = folders[^1].Percent;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reached:F1} % noticed, at least {least} % expected"));
return reached >= double.Parse(least, CultureInfo.InvariantCulture) ? 0 : 1;
