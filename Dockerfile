# Images: serving (the default), serving-gpu, training, training-gpu. All are linux/amd64, run without root on a file system that cannot be
# written to, and report nothing home. Those for CPUs have no shell. scripts/container/check.sh builds what is in them, and runs it.
#   docker build -t gan-onnx-serving .
#   docker build -t gan-onnx-training --target training .
# Where MNIST cannot be fetched, a folder that holds mnist/ with the four files takes its place:
#   docker build -t gan-onnx-training --target training --build-context mnist="$HOME/.cache/gan-onnx" .
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
# Chiselled: .NET, the libraries that it and ONNX Runtime need, and nothing else.
ARG ASPNET_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled
# ONNX Runtime 1.31 needs CUDA 13 and cuDNN 9.
ARG CUDA_IMAGE=nvidia/cuda:13.0.1-cudnn-runtime-ubuntu24.04
# For the labels: the program's version (Directory.Build.props), and the commit: --build-arg REVISION="$(git rev-parse HEAD)".
ARG VERSION=1.0.0
ARG REVISION=unknown

FROM ${SDK_IMAGE} AS projects
# The analyzers have had their say in CI. No build server outlives its RUN step.
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1 RunAnalyzers=false MSBUILDDISABLENODEREUSE=1 \
    UseSharedCompilation=false
WORKDIR /src
COPY .editorconfig global.json Directory.*.props ./
COPY serving/Gan.Onnx.Serving.csproj serving/
COPY serving/Generation/Gan.Onnx.Generation.csproj serving/Generation/
COPY training/Gan.Onnx.Training.csproj training/
COPY training/Graphs/Gan.Onnx.Graphs.csproj training/Graphs/

# What only a GPU needs would make the other images 300 MB larger.
FROM projects AS restore-cpu
RUN dotnet restore serving -r linux-x64 -p:OnnxRuntime=cpu && dotnet restore training -r linux-x64 -p:OnnxRuntime=cpu

FROM projects AS restore-gpu
RUN dotnet restore serving -r linux-x64 -p:OnnxRuntime=gpu && dotnet restore training -r linux-x64 -p:OnnxRuntime=gpu

FROM restore-cpu AS publish-serving
COPY serving serving
COPY models models
RUN dotnet publish serving -c Release -r linux-x64 --no-self-contained --no-restore -p:OnnxRuntime=cpu -p:UseAppHost=false -o /out

FROM restore-gpu AS publish-serving-gpu
COPY serving serving
COPY models models
RUN dotnet publish serving -c Release -r linux-x64 --no-self-contained --no-restore -p:OnnxRuntime=gpu -p:UseAppHost=false -o /out

FROM restore-cpu AS publish-training
COPY serving/Generation serving/Generation
COPY training training
COPY models/classifier models/classifier
RUN dotnet publish training -c Release -r linux-x64 --no-self-contained --no-restore -p:OnnxRuntime=cpu -p:UseAppHost=false -o /out

FROM restore-gpu AS publish-training-gpu
COPY serving/Generation serving/Generation
COPY training training
COPY models/classifier models/classifier
RUN dotnet publish training -c Release -r linux-x64 --no-self-contained --no-restore -p:OnnxRuntime=gpu -p:UseAppHost=false -o /out

# Empty, unless --build-context puts a folder in its place.
FROM scratch AS mnist

FROM publish-training AS data
COPY --from=mnist / /data/
RUN GAN_ONNX_CACHE=/data dotnet /out/Gan.Onnx.Training.dll data

FROM ${RUNTIME_IMAGE} AS runtime
ARG VERSION REVISION
LABEL org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT" org.opencontainers.image.vendor="The Gan.Onnx authors"

FROM ${ASPNET_IMAGE} AS aspnet
ARG VERSION REVISION
LABEL org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT" org.opencontainers.image.vendor="The Gan.Onnx authors"

FROM ${CUDA_IMAGE} AS cuda
ARG VERSION REVISION
LABEL org.opencontainers.image.version="${VERSION}" org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT" org.opencontainers.image.vendor="The Gan.Onnx authors"

FROM runtime AS training
LABEL org.opencontainers.image.title="Gan.Onnx training" \
      org.opencontainers.image.description="Trains GANs as ONNX graphs and freezes their generators"
ENV ORT_DISABLE_TELEMETRY=1 HOME=/tmp GAN_ONNX_CACHE=/data
COPY --from=publish-training /out /app
COPY --from=data /data /data
WORKDIR /gan
USER 1654
ENTRYPOINT ["dotnet", "/app/Gan.Onnx.Training.dll"]

FROM cuda AS training-gpu
LABEL org.opencontainers.image.title="Gan.Onnx training on a GPU" \
      org.opencontainers.image.description="Trains GANs as ONNX graphs on CUDA and freezes their generators"
ENV ORT_DISABLE_TELEMETRY=1 HOME=/tmp GAN_ONNX_CACHE=/data DOTNET_RUNNING_IN_CONTAINER=true PATH=/usr/share/dotnet:${PATH}
COPY --from=runtime /usr/share/dotnet /usr/share/dotnet
COPY --from=publish-training-gpu /out /app
COPY --from=data /data /data
WORKDIR /gan
USER 1654
ENTRYPOINT ["dotnet", "/app/Gan.Onnx.Training.dll"]

FROM cuda AS serving-gpu
LABEL org.opencontainers.image.title="Gan.Onnx serving on a GPU" \
      org.opencontainers.image.description="Serves images of frozen generators over HTTP, on CUDA"
ENV ORT_DISABLE_TELEMETRY=1 ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0 DOTNET_RUNNING_IN_CONTAINER=true PATH=/usr/share/dotnet:${PATH} Device=cuda
WORKDIR /app
COPY --from=aspnet /usr/share/dotnet /usr/share/dotnet
COPY --from=publish-serving-gpu /out .
USER 1654
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "Gan.Onnx.Serving.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "Gan.Onnx.Serving.dll"]

FROM aspnet AS serving
LABEL org.opencontainers.image.title="Gan.Onnx serving" \
      org.opencontainers.image.description="Serves images of frozen generators over HTTP"
ENV ORT_DISABLE_TELEMETRY=1 ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
WORKDIR /app
COPY --from=publish-serving /out .
USER 1654
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["dotnet", "Gan.Onnx.Serving.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "Gan.Onnx.Serving.dll"]
