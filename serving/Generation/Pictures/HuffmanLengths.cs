namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// Lengths of an optimal prefix code (Moffat and Katajainen, "In-place calculation of minimum-redundancy codes", WADS 1995), shortened
/// where too long.
/// </summary>
internal static class HuffmanLengths
{
    /// <summary>Finds a code length for each symbol that occurs.</summary>
    /// <param name="counts">How often each symbol occurs; at least two do.</param>
    /// <param name="lengths">As many; 0 for symbols that do not occur.</param>
    /// <param name="longest">No code is longer; 2 to that power must be no less than the number of symbols.</param>
    public static void Find(ReadOnlySpan<int> counts, Span<byte> lengths, int longest)
    {
        lengths.Clear();
        Span<long> sorted = stackalloc long[counts.Length];
        var used = 0;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                sorted[used++] = ((long)counts[symbol] << 16) | (uint)symbol;
            }
        }

        sorted = sorted[..used];
        sorted.Sort();
        Span<int> work = stackalloc int[used];
        for (var i = 0; i < used; i++)
        {
            work[i] = (int)(sorted[i] >> 16);
        }

        Combine(work);
        Span<int> ofLength = stackalloc int[64];
        ofLength.Clear();
        foreach (var length in work)
        {
            ofLength[Math.Min(length, longest)]++;
        }

        Shorten(ofLength, longest);
        var place = used;
        for (var length = 1; length <= longest; length++)
        {
            for (var i = ofLength[length]; i > 0; i--)
            {
                lengths[(int)(sorted[--place] & 0xFFFF)] = (byte)length;
            }
        }
    }

    /// <summary>From frequencies, least first, to the lengths of their codes, longest first; all in one array.</summary>
    private static void Combine(Span<int> a)
    {
        var n = a.Length;
        int root = 0, leaf = 2;
        a[0] += a[1];
        for (var next = 1; next < n - 1; next++)
        {
            a[next] = 0;
            for (var child = 0; child < 2; child++)
            {
                if (leaf >= n || (root < next && a[root] < a[leaf]))
                {
                    a[next] += a[root];
                    a[root++] = next;
                }
                else
                {
                    a[next] += a[leaf++];
                }
            }
        }

        a[n - 2] = 0;
        for (var next = n - 3; next >= 0; next--)
        {
            a[next] = a[a[next]] + 1;
        }

        int available = 1, depth = 0;
        root = n - 2;
        for (var place = n - 1; available > 0; depth++)
        {
            var inner = 0;
            for (; root >= 0 && a[root] == depth; root--)
            {
                inner++;
            }

            for (var leaves = available - inner; leaves > 0; leaves--)
            {
                a[place--] = depth;
            }

            available = 2 * inner;
        }
    }

    /// <summary>Codes cut to the longest length are too many; each step gives one of them the place beside a shorter code.</summary>
    private static void Shorten(Span<int> ofLength, int longest)
    {
        var excess = -(1 << longest);
        for (var length = 1; length <= longest; length++)
        {
            excess += ofLength[length] << (longest - length);
        }

        for (; excess > 0; excess--)
        {
            ofLength[longest]--;
            var length = longest - 1;
            while (ofLength[length] == 0)
            {
                length--;
            }

            ofLength[length]--;
            ofLength[length + 1] += 2;
        }
    }
}
