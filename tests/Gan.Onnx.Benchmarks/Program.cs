Console.WriteLine("gan-onnx benchmarks");
return 0;
