Console.WriteLine("gan-onnx");
return 0;
